package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.StaffActor;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// Which of several subjects who gets, and what is counted of it.
class SubjectTrialsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final List<String> TWO = List.of("A calm morning", "A bridge at last");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private SubjectTrials trials;

  @BeforeEach
  void openThePress() {
    press = new Press(database.url(), NewsletterFixture.BRIEFING.build());
    press.publish(8);
    trials = new SubjectTrials(press.with);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void everybodyGetsOneOfThemAndTheRowKeepsWhich() {
    press.crowd(200);
    Edition edition = sending(TWO);

    List<Claim.Facts> claimed = claim(edition, 200);

    Map<Integer, Long> drawn =
        claimed.stream()
            .collect(Collectors.groupingBy(Claim.Facts::subject, Collectors.counting()));
    assertThat(drawn.keySet()).containsExactlyInAnyOrder(0, 1);
    assertThat(drawn.values()).allSatisfy(count -> assertThat(count).isGreaterThan(60));
    for (int subject = 0; subject < 2; subject++) {
      assertThat(press.count("subject_variant = " + subject, edition.id()))
          .isEqualTo(drawn.get(subject));
    }
  }

  @Test
  void aDigestIsRenderedAgainUnderItsSubjectByteForByte() {
    press.crowd(12);
    Edition edition = sending(TWO);
    List<Claim.Facts> claimed = claim(edition, 12);
    sent();
    word(edition, List.of("Other words"));

    assertThat(claimed).extracting(Claim.Facts::subject).contains(0, 1);
    assertThat(claimed)
        .allSatisfy(facts -> {
          byte[] mail =
              press.with.digests().assemble(facts.plan(), Transmitter.request(facts)).message();
          assertThat(new String(mail, java.nio.charset.StandardCharsets.US_ASCII))
              .contains("Subject: " + TWO.get(facts.subject()));
          assertThat(press.deliveries.again(facts.key()).orElseThrow().message()).isEqualTo(mail);
        });
  }

  @Test
  void onlyClicksOfPeopleWhoConsentedAreCountedEachReaderOnce() {
    press.crowd(40);
    press.execute("UPDATE subscriber SET tracking_consent = id % 2 = 0");
    Edition edition = sending(TWO);
    List<Claim.Facts> claimed = claim(edition, 40);
    sent();
    List<Claim.Facts> watched =
        claimed.stream().filter(facts -> facts.recipient().trackingConsent()).toList();
    click(watched.get(0), false);
    click(watched.get(0), false);
    click(watched.get(1), true);
    click(watched.get(2), false);
    press.execute(
        "UPDATE subscriber SET tracking_consent = false WHERE id = " + reader(watched.get(2)));

    SubjectCounts counts = counts(edition).getFirst();

    assertThat(sum(counts, SubjectCounts.Line::sent)).isEqualTo(40);
    assertThat(sum(counts, SubjectCounts.Line::observed)).isEqualTo(19);
    assertThat(sum(counts, SubjectCounts.Line::clicks)).isEqualTo(1);
    assertThat(counts.lines().get(watched.getFirst().subject()).clicks()).isEqualTo(1);
    assertThat(counts.test().decided()).isFalse();
  }

  @Test
  void readersOfLaterZonesGetWhatTheEarlierOnesClickedWhetherTheyConsentOrNot() {
    press.crowd(700);
    press.execute("UPDATE subscriber SET tracking_consent = true");
    Edition edition = sending(TWO);
    List<Claim.Facts> early = claim(edition, 500);
    sent();
    early.stream().filter(facts -> facts.subject() == 1).limit(199).forEach(this::click);
    press.execute(
        "UPDATE subscriber SET tracking_consent = false WHERE id % 2 = 0"
            + " AND id NOT IN (SELECT subscriber_id FROM delivery WHERE state = 3)");

    trials.count();
    assertThat(claim(edition, 100)).extracting(Claim.Facts::subject).contains(0, 1);
    early.stream().filter(facts -> facts.subject() == 1).skip(199).limit(1).forEach(this::click);
    assertThat(claim(edition, 10))
        .as("not counted yet")
        .extracting(Claim.Facts::subject)
        .contains(0);
    trials.count();
    assertThat(claim(edition, 90)).hasSize(90).extracting(Claim.Facts::subject).containsOnly(1);
  }

  @Test
  void newWordsAreANewRevisionWhoseCountsBeginAnew() {
    press.crowd(40);
    press.execute("UPDATE subscriber SET tracking_consent = true");
    Edition edition = sending(TWO);
    List<Claim.Facts> before = claim(edition, 20);
    sent();
    before.forEach(this::click);

    word(edition, List.of("Third", "Fourth", "Fifth"));
    List<Claim.Facts> after = claim(edition, 20);
    sent();

    assertThat(after).extracting(Claim.Facts::subject).contains(0, 1, 2);
    assertThat(counts(edition))
        .extracting(counts -> sum(counts, SubjectCounts.Line::observed))
        .containsExactly(20L, 20L);
    assertThat(counts(edition))
        .extracting(counts -> sum(counts, SubjectCounts.Line::clicks))
        .containsExactly(20L, 0L);
    assertThat(counts(edition).getLast().lines())
        .extracting(SubjectCounts.Line::subject)
        .containsExactly("Third", "Fourth", "Fifth");
  }

  @Test
  void anotherRevisionUnderTheSameWordsCountsOn() {
    press.crowd(40);
    Edition edition = sending(TWO);
    claim(edition, 20);
    sent();
    press
        .engine
        .editions()
        .drop(
            edition.id(),
            press.engine.editions().pool(edition.id()).cards().getLast().story(),
            StaffActor.CLI);
    claim(edition, 20);
    sent();

    assertThat(counts(edition))
        .extracting(counts -> sum(counts, SubjectCounts.Line::sent))
        .containsExactly(40L);
  }

  @Test
  void whatMayHaveArrivedIsSentAgainUnderTheSameSubjectThoughAnotherLeadsNow() {
    press.crowd(600);
    press.execute("UPDATE subscriber SET tracking_consent = true");
    Edition edition = sending(TWO);
    List<Claim.Facts> known = claim(edition, 560);
    sent();
    List<Claim.Facts> unknown = claim(edition, 40);
    press.execute("UPDATE delivery SET state = 0 WHERE state = 1");
    known.stream().filter(facts -> facts.subject() == 0).limit(210).forEach(this::click);
    trials.count();

    Map<SubscriberId, Integer> again =
        claim(edition, 40).stream()
            .collect(Collectors.toMap(facts -> facts.key().subscriber(), Claim.Facts::subject));

    assertThat(again)
        .isEqualTo(
            unknown.stream()
                .collect(
                    Collectors.toMap(facts -> facts.key().subscriber(), Claim.Facts::subject)));
    assertThat(again).containsValue(1);
  }

  @Test
  void nobodysMailWaitsForACount() {
    press.readers(30);
    press.execute("UPDATE subscriber SET tracking_consent = true");
    Edition edition = sending(TWO);
    claim(edition, 5);
    sent();
    press.execute(
        """
        CREATE FUNCTION stuck() RETURNS TABLE (edition_id bigint, subscriber_id bigint)
          LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); END';
        CREATE OR REPLACE VIEW human_click AS SELECT DISTINCT edition_id, subscriber_id FROM stuck();
        """);
    press.start(2);
    await().atMost(LONG).until(() -> counting() > 0);

    await().atMost(LONG).until(() -> press.relay.recipients().size() == 25);

    assertThat(counting()).as("the count is still under way").isPositive();
    press.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
            + " datname = current_database() AND query LIKE '%human_click%'"
            + " AND pid <> pg_backend_pid()");
  }

  @Test
  void anAlertHasOneSubject() {
    Edition edition = press.approve();
    press.execute("UPDATE edition SET story_id = (SELECT min(id) FROM story), story_revision = 1");
    assertThat(press.engine.editions().words(edition.id(), TWO, null, StaffActor.CLI))
        .isEqualTo(new org.paperround.edition.Decision.Impossible("An alert has one subject."));
  }

  private long counting() {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND state = 'active' AND query LIKE"
                        + " '%LEFT JOIN human_click%' AND pid <> pg_backend_pid()")
                .mapTo(Long.class)
                .one());
  }

  private Edition sending(List<String> subjects) {
    Edition edition = press.approve();
    word(edition, subjects);
    press.deliveries.tick();
    return edition;
  }

  private void word(Edition edition, List<String> subjects) {
    assertThat(press.engine.editions().words(edition.id(), subjects, null, StaffActor.CLI))
        .isInstanceOf(org.paperround.edition.Decision.Done.class);
  }

  private List<Claim.Facts> claim(Edition edition, int most) {
    return Press.claim(press.with, edition, most, press.node(), trials).claims().stream()
        .map(Claim::facts)
        .toList();
  }

  private void sent() {
    press.execute("UPDATE delivery SET state = 3 WHERE state = 1");
  }

  private void click(Claim.Facts facts) {
    click(facts, false);
  }

  private void click(Claim.Facts facts, boolean machine) {
    EditionId edition = facts.edition().id();
    int ordinal = facts.cards().getFirst().ordinal();
    press.click(
        facts.key().subscriber(),
        edition,
        press.engine.editions().pool(edition).card(ordinal).orElseThrow(),
        machine);
  }

  private List<SubjectCounts> counts(Edition edition) {
    return press.deliveries.subjects(press.engine.editions().find(edition.id()).orElseThrow());
  }

  private static long reader(Claim.Facts facts) {
    return facts.key().subscriber().value();
  }

  private static long sum(SubjectCounts counts, Function<SubjectCounts.Line, Long> of) {
    return counts.lines().stream().mapToLong(of::apply).sum();
  }
}
