package org.paperround.article;

/// The id of a story.
public record StoryId(long value) implements Comparable<StoryId> {
  public StoryId {
    if (value <= 0) {
      throw new IllegalArgumentException("Story id " + value + " is not positive");
    }
  }

  @Override
  public int compareTo(StoryId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
