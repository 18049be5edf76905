package org.paperround.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.ArticleId;
import org.paperround.article.ArticleImage;
import org.paperround.article.RelatedStory;
import org.paperround.article.StoryId;
import org.paperround.testing.StoryFixture;
import org.paperround.testing.TestDatabase;

/// A card is read back as it was written, whatever it holds.
class StoredCardsTest {
  private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void everyPartOfACardSurvivesTheTable() {
    database.get().jdbi().registerRowMapper(new CardRow.Mapper());
    StoryId story = new StoryFixture(database.get()).own("Headline", "uk", NOON);
    PooledCard pinned =
        new PooledCard(card(story), new EditorsWord(3, true, false, "In the mail", "Shorter"));

    List<PooledCard> read =
        database
            .get()
            .inTransaction(handle -> {
              handle.execute(
                  "INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off,"
                      + " expires_at, state, state_since) VALUES (1, '2026-01-10', now(), now(),"
                      + " now(), 'collecting', now())");
              CardDao dao = handle.attach(CardDao.class);
              dao.upsert(List.of(CardRow.of(new EditionId(1), pinned)));
              return dao.all(1);
            });

    assertThat(read).containsExactly(pinned);
  }

  @Test
  void aCardThatWasStoredBeforeRelatedStoriesWereKnownHasNone() {
    String json = CardJson.content(content());
    String old = json.replaceFirst(",\"related\":\\[.*]", "");

    assertThat(old).isNotEqualTo(json);
    assertThat(CardJson.content(old).related()).isEmpty();
    assertThat(CardJson.content(json)).isEqualTo(content());
  }

  private static Card card(StoryId story) {
    return new Card(
        7,
        story,
        2,
        new ArticleId(1),
        3,
        "The Courier",
        "politics",
        List.of("nhs", "a,b"),
        NOON,
        content(),
        -1.25,
        Map.of("coverage", 0.5, "freshness", -1.75),
        3,
        true,
        true,
        false,
        NOON);
  }

  private static CardContent content() {
    return new CardContent(
        "https://thecourier.example/1",
        "Wales \"votes\" – ça va?",
        "Standfirst",
        List.of("One", "Two"),
        "It matters",
        null,
        "Ann Writer",
        new ArticleImage("https://thecourier.example/1.jpg", "A hall", 1200, 800),
        true,
        NOON,
        4,
        List.of("The Harbour Post"),
        List.of(
            new RelatedStory(new StoryId(8), "Scotland votes", "https://thecourier.example/2")));
  }
}
