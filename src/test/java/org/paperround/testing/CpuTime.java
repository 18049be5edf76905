package org.paperround.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// The processor time of an operation, as it were on a machine with nothing else to do: what the
/// threads that measure used, without the compiler's and the collector's.
public final class CpuTime implements InternalProfiler {
  private static final String MEASURING = "jmh-worker";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "processor time of an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = used();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = (double) (used() - before) / Math.max(1, result.getMetadata().getAllOps());
    TimeUnit unit = benchmark.getTimeUnit();
    return List.of(
        new ScalarResult(
            "cpu",
            nanos / unit.toNanos(1),
            org.openjdk.jmh.runner.options.TimeValue.tuToString(unit) + "/op",
            AggregationPolicy.AVG));
  }

  private long used() {
    return LongStream.of(threads.getAllThreadIds()).filter(this::measures).map(this::used).sum();
  }

  private boolean measures(long thread) {
    java.lang.management.ThreadInfo info = threads.getThreadInfo(thread);
    return info != null && info.getThreadName().contains(MEASURING);
  }

  private long used(long thread) {
    return Math.max(0, threads.getThreadCpuTime(thread));
  }
}
