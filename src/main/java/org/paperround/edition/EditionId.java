package org.paperround.edition;

/// The id of an edition.
public record EditionId(long value) {
  public EditionId {
    if (value <= 0) {
      throw new IllegalArgumentException("Edition id " + value + " is not positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
