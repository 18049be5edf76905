package org.paperround.article;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of reading a source once, with nothing stored.
public sealed interface SourceTrial {
  /// It can be read. `title` is what a feed calls itself, perhaps empty; `taken` are the newest of
  /// what would be taken, `refused` the first of what would not, each of so many; `notes` are
  /// sentences on the whole.
  record Read(
      String title,
      List<Entry> taken,
      int takenInAll,
      List<Entry> refused,
      int refusedInAll,
      List<String> notes)
      implements SourceTrial {
    public Read {
      taken = List.copyOf(taken);
      refused = List.copyOf(refused);
      notes = List.copyOf(notes);
    }
  }

  /// One article as it would be filed, or what of it there is. `note`: why it would not be taken,
  /// or what else there is to know; perhaps empty.
  record Entry(
      String headline, String url, @Nullable Instant published, String section, String note) {}

  /// It cannot be read: why, and what to do.
  record Failed(String sentence) implements SourceTrial {}

  /// As many others are being tried on this node as may be at one time.
  record Busy() implements SourceTrial {}
}
