package org.paperround.article;

import java.util.Map;

/// What came of reading a [SourceDraft].
public sealed interface SourceReading {
  /// All rules hold.
  record Right(SourceDefinition definition) implements SourceReading {}

  /// `faults`: a sentence for each field that is wrong, by its name; at least one.
  record Wrong(Map<String, String> faults) implements SourceReading {
    public Wrong {
      faults = Map.copyOf(faults);
    }
  }
}
