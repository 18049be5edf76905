package org.paperround.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/// The most that the heap holds from a moment on, garbage included.
final class HeapPeak {
  private HeapPeak() {}

  /// What was thrown away before is not the measure's.
  static HeapPeak fromNow() {
    System.gc();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    return new HeapPeak();
  }

  long megabytes() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
