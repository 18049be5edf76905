package org.paperround.article;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of an article, cleaned.
record ArticleText(
    String headline,
    String standfirst,
    List<String> keyPoints,
    String body,
    @Nullable String whyItMatters,
    @Nullable String whatItMeans) {
  static final int MAX_HEADLINE = 300;
  static final int MAX_STANDFIRST = 500;
  static final int MAX_POINT = 300;
  static final int MAX_POINTS = 8;
  static final int MAX_BODY = 50_000;
  static final int MAX_CONTEXT = 1_500;

  ArticleText {
    keyPoints = List.copyOf(keyPoints);
  }

  /// A standfirst that only says the headline again is none.
  static String standfirst(String standfirst, String headline) {
    return standfirst.equals(headline) ? "" : standfirst;
  }

  ArticleText withBody(String changed) {
    return new ArticleText(headline, standfirst, keyPoints, changed, whyItMatters, whatItMeans);
  }

  ArticleText withHeadline(String changedHeadline, String changedStandfirst) {
    return new ArticleText(
        changedHeadline, changedStandfirst, keyPoints, body, whyItMatters, whatItMeans);
  }
}
