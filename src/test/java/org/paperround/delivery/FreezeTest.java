package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// The audience is frozen once, whole, and with everybody's own hour.
class FreezeTest {
  private static final Newsletter OTHER = NewsletterFixture.BRIEFING.slug("other").build();

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void everyConfirmedReaderIsInTheAudienceOnce() {
    press.readers(7);
    SubscriberId gone = press.reader("gone@reader.example", null, "Europe/London");
    press.unsubscribe(gone);
    Edition edition = press.send();

    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 7, 0, 0, 0, 0, 0, 7, Map.of(), true));
    assertThat(edition.state()).isEqualTo(EditionState.SENDING);

    press.reader("late@reader.example", null, "Europe/London");
    press.deliveries.tick();
    assertThat(press.account(edition).eligible()).isEqualTo(7);
  }

  @Test
  void rowsAreDueAtTheReadersOwnHour() {
    press.reader("a@reader.example", null, "Europe/London");
    press.reader("b@gmail.com", 8, "Europe/London");
    press.reader("c@reader.example", 9, "America/New_York");
    press.reader("d@reader.example", 3, "America/Los_Angeles");
    Edition edition = press.send();

    assertThat(dueAt("a@reader.example")).isEqualTo(Press.CUT_OFF);
    assertThat(dueAt("b@gmail.com")).isEqualTo(Instant.parse("2026-06-10T07:00:00Z"));
    assertThat(dueAt("c@reader.example")).isEqualTo(Instant.parse("2026-06-10T13:00:00Z"));
    assertThat(dueAt("d@reader.example")).isEqualTo(Instant.parse("2026-06-10T10:00:00Z"));
    assertThat(press.count("domain_group = 1", edition.id())).isEqualTo(1);
    assertThat(press.count("late_at = due_at + interval '3 hours'", edition.id())).isEqualTo(4);
  }

  @Test
  void aBadZoneGetsTheNewslettersOwn() {
    SubscriberId reader = press.reader("a@reader.example", 8, "Europe/London");
    press
        .database()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE subscriber SET zone = 'Mars/Base' WHERE id = ?", reader.value()));
    press.send();
    assertThat(dueAt("a@reader.example")).isEqualTo(Instant.parse("2026-06-10T07:00:00Z"));
  }

  @Test
  void aLateApprovalIsDueWhenItWasApproved() {
    press.reader("a@reader.example", null, "Europe/London");
    press.reader("b@reader.example", 9, "Europe/London");
    Edition edition = press.engine.editions().build(press.newsletter, press.clock.instant());
    press.engine.editions().hold(edition.id(), StaffActor.CLI);
    press.clock.advance(Duration.ofMinutes(90));
    Instant approved = press.clock.instant();
    press.engine.editions().approve(edition.id(), StaffActor.CLI);
    press.clock.advance(Duration.ofMinutes(10));
    press.deliveries.tick();

    assertThat(dueAt("a@reader.example")).isEqualTo(approved);
    assertThat(dueAt("b@reader.example")).isEqualTo(Instant.parse("2026-06-10T08:00:00Z"));
  }

  @Test
  void aReaderWhoDoesNotWantThisDayIsNotEligible() {
    SubscriberId weekly = press.reader("a@reader.example", null, "Europe/London");
    days(weekly, EnumSet.of(DayOfWeek.SATURDAY));
    SubscriberId wanted = press.reader("b@reader.example", null, "Europe/London");
    days(wanted, EnumSet.of(DayOfWeek.WEDNESDAY));
    assertThat(press.account(press.send()).eligible()).isEqualTo(1);
  }

  @Test
  void anEditionHeldDuringTheFreezeHasNoAudience() {
    press.readers(2);
    Edition edition = press.approve();
    press.engine.editions().hold(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    assertThat(press.deliveries.account(edition.id())).isEmpty();
    press.engine.editions().approve(edition.id(), StaffActor.CLI);
    press.deliveries.tick();
    assertThat(press.account(edition).eligible()).isEqualTo(2);
  }

  @Test
  void anAudienceMayTakeLongerThanAnAnswerUsuallyMay() {
    press.readers(2);
    Edition edition = press.approve();
    try (Press impatient = new Press(database.url() + "&socketTimeout=1", OTHER);
        Handle editor = press.database().jdbi().open()) {
      editor.begin();
      editor.execute("SELECT FROM edition WHERE id = ? FOR UPDATE", edition.id().value());
      CompletableFuture<Integer> freezing =
          CompletableFuture.supplyAsync(impatient.deliveries::tick);
      await().atMost(Duration.ofSeconds(60)).until(() -> waitsForSeconds(2));
      assertThat(freezing).isNotDone();
      editor.rollback();
      assertThat(freezing.join()).isPositive();
    }
    assertThat(press.alarms()).isEmpty();
    assertThat(press.account(edition).eligible()).isEqualTo(2);
  }

  private boolean waitsForSeconds(int seconds) {
    return database.number(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
              AND query_start < clock_timestamp() - make_interval(secs => %d)
            """
                .formatted(seconds))
        > 0;
  }

  @Test
  void anAudienceOfNobodyClosesAtOnce() {
    Edition edition = press.send();
    press.deliveries.tick();
    assertThat(press.account(edition).closed()).isTrue();
    assertThat(press.engine.editions().find(edition.id()).orElseThrow().state())
        .isEqualTo(EditionState.SENT);
  }

  private void days(SubscriberId reader, EnumSet<DayOfWeek> days) {
    int bits = days.stream().mapToInt(day -> 1 << (day.getValue() - 1)).sum();
    press
        .database()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE subscription SET days = ? WHERE subscriber_id = ?", bits, reader.value()));
  }

  private Instant dueAt(String address) {
    return press
        .database()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT due_at FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id"
                        + " WHERE s.address = :address")
                .bind("address", address)
                .mapTo(Instant.class)
                .one());
  }
}
