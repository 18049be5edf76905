package org.paperround.digest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;

/// Builds a card, usable and in the tail until told otherwise.
final class CardFixture {
  static final Instant PUBLISHED = Instant.parse("2026-11-24T05:00:00Z");

  private final int ordinal;
  private int revision = 1;
  private String owner = "The Courier";
  private String section = "politics";
  private List<String> topics = List.of();
  private @Nullable Instant embargoedUntil;
  private double score;
  private @Nullable Integer front;
  private boolean pinned;
  private boolean mustRead;
  private boolean dropped;
  private @Nullable Instant retractedAt;
  private CardContent content;

  private CardFixture(int ordinal) {
    this.ordinal = ordinal;
    this.score = 1.0 / ordinal;
    this.content =
        content(
            "Headline " + ordinal,
            "https://www.thecourier.example/politics/" + ordinal,
            "What happened, in a sentence. And then some more of it, of %1$da, %1$db, %1$dc, %1$dd."
                .formatted(ordinal));
  }

  static CardFixture card(int ordinal) {
    return new CardFixture(ordinal);
  }

  static CardContent content(String headline, String url) {
    return content(headline, url, "What happened, in a sentence. And then some more of it.");
  }

  /// Two cards with the same words would tell the same, so that only one of them is chosen.
  static CardContent content(String headline, String url, String standfirst) {
    return new CardContent(
        url,
        headline,
        standfirst,
        List.of("One point.", "Another."),
        "Because it does.",
        "Little changes for most.",
        "A. Writer",
        null,
        false,
        PUBLISHED,
        3,
        List.of(),
        List.of());
  }

  CardFixture revision(int value) {
    revision = value;
    return this;
  }

  CardFixture owner(String value) {
    owner = value;
    return this;
  }

  CardFixture about(String newSection, String... newTopics) {
    section = newSection;
    topics = List.of(newTopics);
    return this;
  }

  CardFixture embargoed(Instant until) {
    embargoedUntil = until;
    return this;
  }

  CardFixture score(double value) {
    score = value;
    return this;
  }

  CardFixture front(int position) {
    front = position;
    return this;
  }

  CardFixture pinned() {
    pinned = true;
    return this;
  }

  CardFixture mustRead() {
    mustRead = true;
    return pinned();
  }

  CardFixture dropped() {
    dropped = true;
    return this;
  }

  CardFixture retracted() {
    retractedAt = PUBLISHED;
    return this;
  }

  CardFixture content(CardContent value) {
    content = value;
    return this;
  }

  Card build() {
    return new Card(
        ordinal,
        new StoryId(1_000 + ordinal),
        revision,
        new ArticleId(5_000 + ordinal),
        revision,
        owner,
        section,
        topics,
        embargoedUntil,
        content,
        score,
        Map.of("score", score),
        front,
        pinned,
        mustRead,
        dropped,
        retractedAt);
  }
}
