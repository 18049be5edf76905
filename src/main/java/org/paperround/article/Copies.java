package org.paperround.article;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds fingerprints that differ in at most [Fingerprint#FURTHEST] bits. Their bits are in one
/// block more than that, so that two of them have at least one block in common (Manku et al. 2007).
/// Not thread-safe.
final class Copies<E> {
  private static final int BLOCKS = Fingerprint.FURTHEST + 1;
  private static final int WIDTH = Long.SIZE / BLOCKS;

  private final List<Map<Long, List<Held<E>>>> blocks = new ArrayList<>();

  private record Held<E>(long fingerprint, E entry) {}

  Copies() {
    for (int i = 0; i < BLOCKS; i++) {
      blocks.add(new HashMap<>());
    }
  }

  void add(long fingerprint, E entry) {
    for (int i = 0; i < BLOCKS; i++) {
      blocks
          .get(i)
          .computeIfAbsent(block(fingerprint, i), _ -> new ArrayList<>(1))
          .add(new Held<>(fingerprint, entry));
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very entry that was added
  void remove(long fingerprint, E entry) {
    for (int i = 0; i < BLOCKS; i++) {
      blocks
          .get(i)
          .computeIfPresent(
              block(fingerprint, i),
              (_, held) -> {
                held.removeIf(one -> one.entry() == entry);
                return held.isEmpty() ? null : held;
              });
    }
  }

  Set<E> near(long fingerprint) {
    Set<E> near = new LinkedHashSet<>();
    for (int i = 0; i < BLOCKS; i++) {
      for (Held<E> held : blocks.get(i).getOrDefault(block(fingerprint, i), List.of())) {
        if (Fingerprint.near(held.fingerprint(), fingerprint)) {
          near.add(held.entry());
        }
      }
    }
    return near;
  }

  void clear() {
    blocks.forEach(Map::clear);
  }

  /// The last block has the bits that are left over, too.
  private static long block(long fingerprint, int number) {
    long rest = fingerprint >>> (number * WIDTH);
    return number == BLOCKS - 1 ? rest : rest & ((1L << WIDTH) - 1);
  }
}
