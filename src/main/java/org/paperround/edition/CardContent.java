package org.paperround.edition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleImage;
import org.paperround.article.RelatedStory;

/// What a card shows: a copy of the article as it was when the card last changed, so that a later
/// change of the article changes no edition by itself. Stored as JSON.
public record CardContent(
    String url,
    String headline,
    String standfirst,
    List<String> keyPoints,
    @Nullable String whyItMatters,
    @Nullable String whatItMeans,
    @Nullable String byline,
    @Nullable ArticleImage image,
    boolean breaking,
    Instant publishedAt,
    int readingMinutes,
    List<String> alsoReportedBy,
    List<RelatedStory> related) {
  /// A few stories that are alike and not the same, as they were then: who shows them later looks
  /// whether they were retracted since. Cards that were stored before this was known have none.
  @SuppressWarnings({"NullAway", "ConstantValue"}) // an old card's JSON has no such field
  public CardContent {
    keyPoints = List.copyOf(keyPoints);
    alsoReportedBy = List.copyOf(alsoReportedBy);
    related = related == null ? List.of() : List.copyOf(related);
  }

  /// How long it takes to read, as it is said: two digits at most.
  public int shownMinutes() {
    return Math.clamp(readingMinutes, 1, 99);
  }

  /// The same under another headline.
  CardContent headed(String other) {
    return worded(other, standfirst);
  }

  /// The same in other words.
  CardContent worded(String otherHeadline, String otherStandfirst) {
    return new CardContent(
        url,
        otherHeadline,
        otherStandfirst,
        keyPoints,
        whyItMatters,
        whatItMeans,
        byline,
        image,
        breaking,
        publishedAt,
        readingMinutes,
        alsoReportedBy,
        related);
  }

  /// Of an article that says nothing but these.
  public static CardContent of(
      String url, String headline, String standfirst, Instant publishedAt) {
    return new CardContent(
        url,
        headline,
        standfirst,
        List.of(),
        null,
        null,
        null,
        null,
        false,
        publishedAt,
        1,
        List.of(),
        List.of());
  }

  /// In minutes, at least one, at 230 words a minute: silent reading of non-fiction in English
  /// (Brysbaert 2019, "How many words do we read per minute?": 238 on average).
  public static int timeToRead(long words) {
    return Math.toIntExact(Math.max(1, Math.round(words / 230.0)));
  }
}
