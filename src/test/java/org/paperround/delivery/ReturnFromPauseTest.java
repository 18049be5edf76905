package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.TestDatabase;

/// A pause ends by itself, with one digest that makes up for it (design 5.4).
class ReturnFromPauseTest {
  private static final Duration DAY = Duration.ofDays(1);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void whoComesBackGetsTheBestOfWhatTheyMissedOnce() {
    try (Press press = new Press(database.url())) {
      List<SubscriberId> readers = press.readers(2);
      SubscriberId there = readers.getFirst();
      SubscriberId away = readers.getLast();
      press.execute(
          "UPDATE subscription SET paused_until = '2026-06-11T00:00:00Z' WHERE subscriber_id = "
              + away.value());
      press.start(1);

      List<StoryId> missed = press.publish(3);
      Edition first = sent(press);
      press.clock.advance(DAY);
      List<StoryId> fresh = press.publish(3);
      Edition second = sent(press);
      press.clock.advance(DAY);
      press.publish(3);
      Edition third = sent(press);

      assertThat(press.account(first).sent()).isEqualTo(1);
      List<StoryId> caughtUp = stories(press, second, away);
      assertThat(caughtUp).containsAll(fresh).containsAnyElementsOf(missed);
      assertThat(stories(press, second, there))
          .containsAll(fresh)
          .doesNotContainAnyElementsOf(missed);
      assertThat(stories(press, third, away)).isNotEmpty().doesNotContainAnyElementsOf(caughtUp);
    }
  }

  private static Edition sent(Press press) {
    Edition edition = press.send();
    await().atMost(Duration.ofMinutes(1)).until(() -> press.account(edition).closed());
    return edition;
  }

  private static List<StoryId> stories(Press press, Edition edition, SubscriberId reader) {
    Map<Integer, Card> pool =
        press.engine.editions().pool(edition.id()).cards().stream()
            .collect(Collectors.toMap(Card::ordinal, Function.identity()));
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT unnest(cards) FROM delivery WHERE edition_id = ? AND subscriber_id = ?")
                .bind(0, edition.id().value())
                .bind(1, reader.value())
                .mapTo(Integer.class)
                .list())
        .stream()
        .map(ordinal -> pool.get(ordinal).story())
        .toList();
  }
}
