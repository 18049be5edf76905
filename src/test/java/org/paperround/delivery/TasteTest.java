package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.digest.Choice;
import org.paperround.digest.Reason;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// What readers clicked decides what they get later, if they consented, and nothing else of them
/// does.
class TasteTest {
  private static final Reason SCIENCE = new Reason.ReadsSection("science");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private long node;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    node = press.node();
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void readersWhoConsentGetMoreOfWhatTheyClicked() {
    List<SubscriberId> readers = press.readers(2);
    consent(readers.get(0), true);
    Map<SubscriberId, Claim.Facts> yesterday = sendToAll();
    click(yesterday.get(readers.get(0)), "science", false);

    Map<SubscriberId, Claim.Facts> today = sendToAll();

    assertThat(reasons(today.get(readers.get(0)))).contains(SCIENCE);
    assertThat(reasons(today.get(readers.get(1)))).doesNotContain(SCIENCE);
    assertThat(ofSection(today.get(readers.get(0)), "science"))
        .isGreaterThan(ofSection(today.get(readers.get(1)), "science"));
  }

  @Test
  void consentThatIsWithdrawnWorksAtOnce() {
    List<SubscriberId> readers = press.readers(2);
    readers.forEach(reader -> consent(reader, true));
    Map<SubscriberId, Claim.Facts> yesterday = sendToAll();
    readers.forEach(reader -> click(yesterday.get(reader), "science", false));
    consent(readers.get(1), false);

    Map<SubscriberId, Claim.Facts> today = sendToAll();

    assertThat(reasons(today.get(readers.get(0)))).contains(SCIENCE);
    assertThat(reasons(today.get(readers.get(1)))).doesNotContain(SCIENCE);
    assertThat(press.count("tracked", today.get(readers.get(0)).edition().id())).isEqualTo(1);
  }

  /// The reader had the second newsletter's front page with the first, so that the story at the
  /// head of the second, which says why it is there, is one by taste.
  @Test
  void whatClicksSaidIsNotToldAnyMoreWhenConsentIsWithdrawn() {
    Newsletter other =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("other").build());
    SubscriberId reader = press.readers(1).getFirst();
    press.reader(other, "reader0@reader.example", null, "Europe/London");
    consent(reader, true);
    click(sendToAll().get(reader), "science", false);
    sendToAll();
    Claim.Facts second = claimed(press.with, press.send(other)).get(reader);

    String consenting = press.deliveries.view(second.key()).orElseThrow();
    consent(reader, false);
    String withdrawn = press.deliveries.view(second.key()).orElseThrow();

    String[] headlines =
        cards(second).stream().map(card -> card.content().headline()).toArray(String[]::new);
    assertThat(second.cards().getFirst().reason()).isEqualTo(SCIENCE);
    assertThat(consenting).contains(headlines).contains("Because you often read Science");
    assertThat(withdrawn)
        .contains(headlines)
        .contains("One of the day’s top stories")
        .doesNotContain("often read");
  }

  @Test
  void whatMachinesClickTeachesNothing() {
    SubscriberId reader = press.readers(1).getFirst();
    consent(reader, true);
    click(sendToAll().get(reader), "science", true);
    assertThat(reasons(sendToAll().get(reader))).doesNotContain(SCIENCE);
  }

  @Test
  void aTailInRandomOrderIsNotedWithItsPropensities() {
    List<SubscriberId> readers = press.readers(12);
    readers.forEach(reader -> consent(reader, true));
    Map<SubscriberId, Claim.Facts> yesterday = sendToAll();
    readers.forEach(reader -> click(yesterday.get(reader), "science", false));

    Map<SubscriberId, Claim.Facts> today = sendToAll(press.with(new ChoosingConfig(true, 0.5)));

    List<Claim.Facts> drawn =
        today.values().stream().filter(facts -> !facts.atRandom().isEmpty()).toList();
    assertThat(drawn).isNotEmpty().hasSizeLessThan(readers.size());
    assertThat(randomTails())
        .hasSameElementsAs(
            drawn.stream()
                .map(facts ->
                    new Noted(
                        facts.key().subscriber().value(),
                        facts.atRandom().stream().map(Choice.AtRandom::ordinal).toList(),
                        1.0 / facts.atRandom().size()))
                .toList());
    for (Claim.Facts facts : drawn) {
      for (Choice.AtRandom card : facts.atRandom()) {
        assertThat(facts.cards().get(card.position() - 1).ordinal()).isEqualTo(card.ordinal());
        assertThat(card.parts()).hasSize(TasteWeights.PARTS);
      }
    }
  }

  @Test
  void whereLearningIsOffNothingIsTriedOut() {
    List<SubscriberId> readers = press.readers(12);
    readers.forEach(reader -> consent(reader, true));
    Map<SubscriberId, Claim.Facts> yesterday = sendToAll();
    readers.forEach(reader -> click(yesterday.get(reader), "science", false));
    Collaborators off = press.with(new ChoosingConfig(false, 0.5));

    Map<SubscriberId, Claim.Facts> today = sendToAll(off);

    assertThat(today.values())
        .allSatisfy(facts -> {
          assertThat(facts.atRandom()).isEmpty();
          assertThat(reasons(facts)).doesNotContain(new Reason.Discovery());
        });
    assertThat(randomTails()).isEmpty();
  }

  @Test
  void betterWeightsAreLearntOfReadersWhoConsentAndUsed() {
    SubscriberId reader = press.readers(1).getFirst();
    consent(reader, true);
    press.publish(6);
    Edition edition = press.send();
    digestsInRandomOrder(edition, 3000);
    press.clock.advance(Duration.ofDays(3));
    TasteLearning learning = new TasteLearning(press.with);

    assertThat(new PresentWeights(press.with).get()).isEqualTo(TasteWeights.STANDARD);
    learning.learn();

    TasteWeights learnt = new PresentWeights(press.with).get();
    assertThat(learnt.section()).isGreaterThan(TasteWeights.STANDARD.section());
    assertThat(learnt.importance()).isLessThan(TasteWeights.STANDARD.importance());
    assertThat(new Choosing(press.with, new SubjectTrials(press.with)).weights()).isEqualTo(learnt);
    assertThat(new PresentWeights(press.with(new ChoosingConfig(false, 0))).get())
        .isEqualTo(TasteWeights.STANDARD);
    learning.learn();
    assertThat(rows("taste_weights")).as("once a night").isEqualTo(1);
  }

  @Test
  void whatReadersGetIsChosenByTheWeightsThatWereLearnt() {
    List<SubscriberId> readers = press.readers(2);
    readers.forEach(reader -> consent(reader, true));
    Map<SubscriberId, Claim.Facts> yesterday = sendToAll();
    readers.forEach(reader -> click(yesterday.get(reader), "science", false));
    press.execute(
        "INSERT INTO taste_weights (day, importance, section, owner, words, digests, clicks,"
            + " present, candidate, low, adopted)"
            + " VALUES ('2026-06-11', 1, 0, 0, 0, 4000, 900, 0.1, 0.2, 0.05, true)");
    press.clock.advance(Duration.ofDays(1));
    press.publish(30);
    Edition edition = press.send();
    Collaborators off = press.with(new ChoosingConfig(false, 0));

    Claim byStandard = Press.claim(off, edition, 1, node).claims().getFirst();
    Claim byLearnt = Press.claim(press.with, edition, 1, node).claims().getFirst();

    assertThat(ofSection(byStandard.facts(), "science"))
        .isGreaterThan(ofSection(byLearnt.facts(), "science") + 1);
  }

  @Test
  void digestsOfReadersWhoWithdrewTeachNothingAndAreForgottenInTheEnd() {
    press.readers(1);
    press.publish(6);
    Edition edition = press.send();
    digestsInRandomOrder(edition, 3000);
    press.execute("UPDATE subscriber SET tracking_consent = false");
    press.clock.advance(Duration.ofDays(3));
    TasteLearning learning = new TasteLearning(press.with);
    assertThat(rows("random_tail")).isEqualTo(3000);
    learning.learn();
    assertThat(rows("taste_weights")).isZero();
    assertThat(rows("random_tail")).as("at once, not when they are old").isZero();
    press.clock.advance(Duration.ofDays(90));
    learning.learn();
    assertThat(rows("random_tail")).isZero();
  }

  @Test
  void digestsOfReadersWhoConsentAreForgottenAfterNinetyDaysAndNotBefore() {
    press.readers(1);
    press.publish(6);
    digestsInRandomOrder(press.send(), 20);
    TasteLearning learning = new TasteLearning(press.with);
    press.clock.advance(Duration.ofDays(90).minusMinutes(1));
    learning.learn();
    assertThat(rows("random_tail")).isEqualTo(20);
    press.clock.advance(Duration.ofMinutes(2));
    learning.learn();
    assertThat(rows("random_tail")).isZero();
  }

  /// Readers who click what is of their section, whatever its importance, if they come to it.
  private void digestsInRandomOrder(Edition edition, int count) {
    press.execute(
        "INSERT INTO subscriber (id, domain, tracking_consent, created_at) OVERRIDING SYSTEM VALUE"
            + " SELECT 1000 + n, 'reader.example', true, now() FROM generate_series(1, "
            + count
            + ") n");
    SplittableRandom random = new SplittableRandom(3);
    press
        .database()
        .useTransaction(handle -> {
          RandomTailDao dao = handle.attach(RandomTailDao.class);
          handle.execute(
              "INSERT INTO delivery (subscriber_id, edition_id, edition_date, due_at, late_at,"
                  + " slot, state) SELECT 1000 + n, ?, ?, now(), now(), 1, 3 FROM"
                  + " generate_series(1, ?) n",
              edition.id().value(),
              edition.date(),
              count);
          for (int i = 1; i <= count; i++) {
            int liked = random.nextInt(4);
            List<Float> parts =
                Stream.iterate(0, n -> n + 1)
                    .limit(4)
                    .flatMap(n ->
                        Stream.of((float) random.nextGaussian(), n == liked ? 1.5f : -0.3f, 0f, 0f))
                    .toList();
            dao.add(
                List.of(
                    new RandomTailDao.Row(
                        edition.id().value(),
                        edition.date(),
                        1000 + i,
                        press.clock.instant(),
                        List.of(1, 2, 3, 4),
                        List.of(6, 7, 8, 9),
                        0.25,
                        parts)));
            if (random.nextDouble() < 0.9 / (liked + 1)) {
              handle.execute(
                  "INSERT INTO click (at, subscriber_id, edition_id, card_ordinal, story_id,"
                      + " verdict) VALUES (now(), ?, ?, ?, 1, 'human')",
                  1000 + i,
                  edition.id().value(),
                  liked + 1);
            }
          }
        });
  }

  private void consent(SubscriberId reader, boolean given) {
    press.execute(
        "UPDATE subscriber SET tracking_consent = " + given + " WHERE id = " + reader.value());
  }

  private Map<SubscriberId, Claim.Facts> sendToAll() {
    return sendToAll(press.with);
  }

  /// The next day's edition, claimed for everybody.
  private Map<SubscriberId, Claim.Facts> sendToAll(Collaborators with) {
    press.clock.advance(Duration.ofDays(1));
    press.publish(30);
    return claimed(with, press.send());
  }

  /// Claimed for everybody, and sent.
  private Map<SubscriberId, Claim.Facts> claimed(Collaborators with, Edition edition) {
    List<Claim> claims = Press.claim(with, edition, 100, node).claims();
    press.execute("UPDATE delivery SET state = 3 WHERE state = 1");
    return claims.stream()
        .map(Claim::facts)
        .collect(Collectors.toMap(facts -> facts.key().subscriber(), Function.identity()));
  }

  private void click(Claim.Facts facts, String section, boolean machine) {
    for (Card card : cards(facts)) {
      if (card.section().equals(section)) {
        press.click(facts.key().subscriber(), facts.edition().id(), card, machine);
      }
    }
  }

  private List<Card> cards(Claim.Facts facts) {
    return facts.cards().stream()
        .map(chosen ->
            press.engine.editions().pool(facts.edition().id()).card(chosen.ordinal()).orElseThrow())
        .toList();
  }

  private long ofSection(Claim.Facts facts, String section) {
    return cards(facts).stream().filter(card -> card.section().equals(section)).count();
  }

  private static List<Reason> reasons(Claim.Facts facts) {
    return facts.cards().stream().map(Choice.ChosenCard::reason).toList();
  }

  /// A row of random_tail.
  record Noted(long reader, List<Integer> ordinals, double propensity) {}

  private List<Noted> randomTails() {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT subscriber_id, ordinals, propensity FROM random_tail")
                .map((row, context) ->
                    new Noted(
                        row.getLong(1),
                        Stream.of((Number[]) row.getArray(2).getArray())
                            .map(Number::intValue)
                            .toList(),
                        row.getDouble(3)))
                .list());
  }

  private long rows(String table) {
    return press.number("SELECT count(*) FROM " + table);
  }
}
