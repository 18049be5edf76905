package org.paperround.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.mail.ReadMail;
import org.paperround.testing.TestDatabase;

/// What a dry run says is what is sent, and it sends nothing.
class DryRunTest {
  private static final int READERS = 60;
  private static final String EDITOR = "editor@news.example";

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private DryRuns dryRuns;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    dryRuns = new DryRuns(press.with, Press.CONFIG);
  }

  @AfterEach
  void close() {
    dryRuns.close();
    press.close();
  }

  @Test
  void everybodyGetsWhatTheDryRunSaidAndNobodyElseDoes() {
    readersOfAllKinds();
    Edition edition = collecting();

    DryRunFindings found = dryRuns.run(edition);

    sendToAll(edition);
    Account account = press.account(edition);
    assertThat(found.readers()).isEqualTo(READERS).isEqualTo(account.eligible());
    assertThat(found.digests()).isEqualTo(READERS - account.skipped() - account.suppressed());
    assertThat(found.digests()).isPositive();
    assertThat(skipped(found.without())).isEqualTo(account.reasons());
    assertThat(found.without()).containsKeys("paused", "too-few-stories", "hard-bounce");
    assertThat(reach(found)).isEqualTo(inTheLedger(edition));
    assertThat(leads(found)).isEqualTo(leadsInTheLedger(edition));
    assertThat(found.turns().getFirst().due()).isEqualTo(Press.CUT_OFF.plus(Duration.ofDays(1)));
    assertThat(found.turns()).hasSize(2);
  }

  @Test
  void nothingIsSentOrWritten() {
    press.crowd(READERS);
    Edition edition = collecting();
    String before = everything();

    dryRuns.run(edition);

    assertThat(everything()).isEqualTo(before);
    assertThat(press.engine.editions().find(edition.id())).contains(edition);
  }

  @Test
  void theLargestMailIsMeasured() {
    press.crowd(3);
    Edition edition = collecting();

    int largest = dryRuns.run(edition).largestHtml();

    byte[] mail =
        new SampleMails(press.with)
            .typical(edition, "en/new", press.clock.instant())
            .orElseThrow()
            .message();
    assertThat(largest).isEqualTo(ReadMail.parse(mail).html().getBytes(UTF_8).length);
  }

  @Test
  void itIsComparedWithTheEditionBeforeAsThatWasSent() {
    press.crowd(12);
    press.publish(8);
    Edition yesterday = press.send();
    sendToAll(yesterday);
    press.execute("UPDATE delivery SET state = 3");
    press.clock.advance(Duration.ofDays(1));

    DryRunFindings.Before before = dryRuns.run(collecting()).before();

    assertThat(before).isNotNull();
    assertThat(before.edition()).isEqualTo(yesterday.id().value());
    assertThat(before.digests()).isEqualTo(12);
    assertThat(DryRunFindings.sum(before.sections().values()))
        .isEqualTo(inTheLedger(yesterday).values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void howLongATurnTakesIsSaidByTheTightestLimit() {
    DryRunFindings found =
        new DryRunFindings(
            700,
            700,
            Map.of(),
            List.of(),
            0,
            List.of(new DryRunFindings.Turn(0, Map.of("gmail", 100L, "other", 600L))),
            List.of(
                new DryRunFindings.Group("other", 600, null),
                new DryRunFindings.Group("gmail", 100, 0.5)),
            10.0,
            null);

    assertThat(found.takes(found.turns().getFirst())).contains(Duration.ofSeconds(200));
  }

  @Test
  void oneThatWasAskedForRunsByItselfAndIsKept() {
    press.crowd(READERS);
    Edition edition = collecting();

    assertThat(dryRuns.start(edition, EDITOR)).isEqualTo(new DryRun.Start.Begun());

    assertThat(state(edition)).isEqualTo(DryRun.State.RUNNING);
    assertThat(dryRuns.runNext()).isTrue();
    assertThat(dryRuns.runNext()).as("another one").isFalse();
    DryRun run = dryRuns.latest(edition.id()).orElseThrow();
    assertThat(run.askedBy()).isEqualTo(EDITOR);
    assertThat(run.done()).isEqualTo(READERS);
    assertThat(run.found().orElseThrow()).isEqualTo(dryRuns.run(edition));
  }

  @Test
  void oneOfAnEditionIsUnderWayAtATimeAndCanBeStoppedFromEveryNode() {
    Edition edition = collecting();
    long id = underWay(edition);

    assertThat(dryRuns.start(edition, EDITOR)).isInstanceOf(DryRun.Start.Refused.class);
    assertThat(dryRuns.cancel(edition.id())).isTrue();

    assertThat(state(edition)).isEqualTo(DryRun.State.CANCELLED);
    int told = dao(dao -> dao.progress(id, 1));
    int ended = dao(dao -> dao.end(id, "finished", "{}"));
    assertThat(told + ended).isZero();
    assertThat(dryRuns.cancel(edition.id())).isFalse();
  }

  @Test
  void oneThatIsToldToStopChoosesForNobodyMore() {
    press.crowd(READERS);
    Edition edition = collecting();

    assertThat(new DryRunWork(press.with, Press.CONFIG, edition, _ -> false).run()).isEmpty();
  }

  @Test
  void oneWhoseNodeIsGoneCountsAsFailedAndAnotherCanBegin() {
    Edition edition = collecting();
    underWay(edition);
    press.execute("UPDATE dry_run SET heard_at = now() - INTERVAL '1 minute'");

    assertThat(state(edition)).isEqualTo(DryRun.State.FAILED);
    assertThat(dryRuns.start(edition, EDITOR)).isEqualTo(new DryRun.Start.Begun());
    dryRuns.runNext();
    assertThat(state(edition)).isEqualTo(DryRun.State.FINISHED);
  }

  @Test
  void oneThatWaitsForANodeIsNotGivenUp() {
    Edition edition = collecting();
    dryRuns.start(edition, EDITOR);
    press.execute("UPDATE dry_run SET asked_at = now() - INTERVAL '1 hour'");

    assertThat(state(edition)).isEqualTo(DryRun.State.RUNNING);
  }

  @Test
  void whenTheEngineEndsItCountsAsFailed() {
    press.crowd(READERS);
    Edition edition = collecting();
    dryRuns.start(edition, EDITOR);
    dryRuns.close();

    dryRuns.runNext();

    assertThat(state(edition)).isEqualTo(DryRun.State.FAILED);
  }

  @Test
  void thereIsNoneOfWhatHasAnAudience() {
    press.crowd(3);
    press.publish(8);
    Edition edition = press.send();

    assertThat(dryRuns.refusal(edition)).isPresent();
    assertThat(dryRuns.start(edition, EDITOR)).isInstanceOf(DryRun.Start.Refused.class);
    assertThatThrownBy(() -> dryRuns.run(edition)).isInstanceOf(IllegalArgumentException.class);
  }

  /// Some mute, some are paused or suppressed, some had most of it yesterday, some get it later.
  private void readersOfAllKinds() {
    press.crowd("early", READERS - 20, null);
    press.crowd("late", 20, 9);
    press.publish(8);
    Edition yesterday = press.send();
    sendToAll(yesterday);
    press.execute("UPDATE delivery SET state = 3");
    press.execute(
        "UPDATE delivery SET cards = (SELECT array_agg(ordinal) FROM card WHERE edition_id = "
            + yesterday.id()
            + ") WHERE subscriber_id % 6 = 0");
    press.execute("UPDATE subscriber SET mutes = '{section:politics}' WHERE id % 3 = 1");
    press.execute(
        "UPDATE subscription SET paused_until = '2026-12-01' WHERE subscriber_id % 10 = 1");
    press.execute(
        """
        INSERT INTO suppression (address_hash, reason, since)
        SELECT address_hash, 'hard_bounce', now() FROM subscriber WHERE id % 10 = 7
        """);
    press.clock.advance(Duration.ofDays(1));
  }

  private Edition collecting() {
    press.publish(5);
    return press.engine.editions().build(press.newsletter, press.clock.instant());
  }

  /// Chooses for everybody, as at their hour.
  private void sendToAll(Edition edition) {
    if (press.deliveries.account(edition.id()).isEmpty()) {
      press.engine.editions().approve(edition.id(), org.paperround.edition.StaffActor.CLI);
      press.deliveries.tick();
    }
    Instant now = press.clock.instant();
    press.clock.advance(Duration.ofHours(6));
    press.execute("UPDATE delivery SET late_at = late_at + INTERVAL '1 day'");
    long node = press.node();
    while (press.claim(edition, READERS, node).rows() > 0) {}
    press.clock.set(now);
  }

  private long underWay(Edition edition) {
    dao(dao -> dao.begin(edition.id().value(), 1, EDITOR, press.clock.instant(), 5));
    return dao(DryRunDao::take).orElseThrow().id();
  }

  private <T> T dao(java.util.function.Function<DryRunDao, T> act) {
    return press.database().jdbi().withExtension(DryRunDao.class, act::apply);
  }

  private DryRun.State state(Edition edition) {
    return dryRuns.latest(edition.id()).orElseThrow().state();
  }

  private static Map<String, Long> skipped(Map<String, Long> without) {
    Map<String, Long> named = new TreeMap<>();
    without.forEach((reason, count) ->
        named.put((reason.equals("hard-bounce") ? "suppressed." : "skipped.") + reason, count));
    return named;
  }

  private static Map<Long, Long> reach(DryRunFindings found) {
    return found.stories().stream()
        .filter(story -> story.readers() > 0)
        .collect(Collectors.toMap(DryRunFindings.Reach::story, DryRunFindings.Reach::readers));
  }

  private static Map<Long, Long> leads(DryRunFindings found) {
    return found.stories().stream()
        .filter(story -> !story.places().isEmpty() && story.places().getFirst() > 0)
        .collect(Collectors.toMap(DryRunFindings.Reach::story, story -> story.places().getFirst()));
  }

  private Map<Long, Long> inTheLedger(Edition edition) {
    return stories(edition, "unnest(d.cards)");
  }

  private Map<Long, Long> leadsInTheLedger(Edition edition) {
    return stories(edition, "unnest(ARRAY[d.cards[1]])");
  }

  private Map<Long, Long> stories(Edition edition, String cards) {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT c.story_id, count(*) AS readers FROM delivery d, "
                        + cards
                        + " AS o JOIN card c ON c.ordinal = o WHERE d.edition_id = :id AND"
                        + " c.edition_id = :id GROUP BY c.story_id")
                .bind("id", edition.id().value())
                .setMapKeyColumn("story_id")
                .setMapValueColumn("readers")
                .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<Long, Long>>() {}));
  }

  /// What the ledger and the editions hold.
  private String everything() {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(string_agg(line, E'\n' ORDER BY line), '') FROM (
                      SELECT t::text AS line FROM delivery t
                      UNION ALL SELECT t::text FROM audience t
                      UNION ALL SELECT t::text FROM plan t
                      UNION ALL SELECT t::text FROM edition t
                      UNION ALL SELECT t::text FROM card t
                      UNION ALL SELECT id || ' mail' FROM outbox_mail) AS lines
                    """)
                .mapTo(String.class)
                .one());
  }
}
