package org.paperround.article;

/// The id of an article.
public record ArticleId(long value) {
  public ArticleId {
    if (value <= 0) {
      throw new IllegalArgumentException("Article id " + value + " is not positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
