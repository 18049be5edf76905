package org.paperround.article;

/// The id of a source.
public record SourceId(long value) {
  public SourceId {
    if (value <= 0) {
      throw new IllegalArgumentException("Source id " + value + " is not positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
