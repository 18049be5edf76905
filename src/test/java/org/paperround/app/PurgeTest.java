package org.paperround.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.EditionId;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.config.Settings;
import org.paperround.subscriber.ConsentProof;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.UnsubscribeCause;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;
import org.paperround.tracking.Tracking;

/// What is kept for a time goes when it is over, and nothing else does.
class PurgeTest {
  private static final Instant BEGIN = Instant.parse("2026-06-01T05:00:00Z");
  private static final NewsletterId BRIEFING = new NewsletterId(1);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final SettableClock clock = new SettableClock(BEGIN);
  private Paperround engine;
  private NewsletterId weekly;

  @BeforeEach
  void open() {
    engine =
        new Paperround(
            Config.read(
                new Settings(
                    Map.of(),
                    Map.of(
                        "PAPERROUND_DATABASE_URL", database.url(),
                        "PAPERROUND_MAIL_DOMAIN", "news.example",
                        "PAPERROUND_LINKS_KEYS",
                            "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))),
            clock);
    weekly = engine.newsletters().define(NewsletterFixture.BRIEFING.slug("weekly").build()).id();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whoNeverConfirmedIsForgottenAfterAMonth() {
    signUp("anna", BRIEFING);
    engine.subscribers().sealConsent();

    clock.set(BEGIN.plus(Duration.ofDays(30)));
    engine.purge().run();
    assertThat(known("anna")).as("on the last day").isTrue();

    clock.advance(Duration.ofSeconds(1));
    engine.purge().run();
    engine.purge().run();

    assertThat(known("anna")).isFalse();
    assertThat(rows("SELECT address, name FROM subscriber WHERE erased_at IS NOT NULL"))
        .containsExactly("null|");
    assertThat(rows("SELECT subscriber_id FROM subscription")).isEmpty();
    assertThat(rows("SELECT event, detail, method, network_prefix FROM consent_record ORDER BY id"))
        .containsExactly("requested|||null", "erased|||null");
    assertThat(rows("SELECT reason FROM suppression")).isEmpty();
    assertThat(rows("SELECT id FROM outbox_mail")).isEmpty();
    assertThat(engine.subscribers().verifyConsent()).isEqualTo(new ConsentProof(2, List.of()));
  }

  @Test
  void whoAsksAgainIsSomebodyNewAndGetsAMail() {
    signUp("anna", BRIEFING);
    clock.advance(Duration.ofDays(31));
    engine.purge().run();

    signUp("anna", BRIEFING);

    assertThat(rows("SELECT state FROM subscription")).containsExactly("pending");
    assertThat(rows("SELECT kind FROM outbox_mail")).containsExactly("confirm");
  }

  @Test
  void whoAskedAgainLatelyIsKept() {
    signUp("anna", BRIEFING);
    clock.advance(Duration.ofDays(20));
    signUp("anna", BRIEFING);
    clock.advance(Duration.ofDays(20));

    engine.purge().run();

    assertThat(known("anna")).isTrue();
  }

  @Test
  void aReaderOfAnotherNewsletterStaysAndOnlyTheSignUpGoes() {
    confirmed("anna", weekly);
    signUp("anna", BRIEFING);
    clock.advance(Duration.ofDays(31));

    engine.purge().run();

    assertThat(known("anna")).isTrue();
    assertThat(rows("SELECT newsletter_id, state FROM subscription"))
        .containsExactly(weekly + "|confirmed");
  }

  @Test
  void whoLeftAndAskedAgainInVainHasLeft() {
    SubscriberId anna = confirmed("anna", BRIEFING);
    engine.subscribers().unsubscribe(anna, BRIEFING, UnsubscribeCause.PAGE, form());
    signUp("anna", BRIEFING);
    clock.advance(Duration.ofDays(31));

    engine.purge().run();

    assertThat(known("anna")).isTrue();
    assertThat(rows("SELECT state, ended_cause FROM subscription")).containsExactly("ended|page");
  }

  @Test
  void severalNodesForgetEverybodyOnce() {
    for (int i = 0; i < 40; i++) {
      signUp("reader" + i, BRIEFING);
    }
    clock.advance(Duration.ofDays(31));

    List<CompletableFuture<Integer>> nodes =
        List.of(forgetOnAnotherThread(), forgetOnAnotherThread(), forgetOnAnotherThread());

    assertThat(nodes.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(40);
    assertThat(rows("SELECT count(*) FROM consent_record WHERE event = 'erased'"))
        .containsExactly("40");
    assertThat(engine.subscribers().verifyConsent()).isEqualTo(new ConsentProof(80, List.of()));
  }

  @Test
  void clicksAreKeptForThirteenMonths() {
    SubscriberId anna = confirmed("anna", BRIEFING);
    database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE subscriber SET tracking_consent = true"));
    click(anna, "2026-06-01T05:00:00Z");
    click(anna, "2026-06-02T05:00:00Z");

    clock.set(Instant.parse("2027-07-01T05:00:00Z"));
    engine.purge().run();
    assertThat(rows("SELECT id FROM click")).hasSize(2);

    clock.advance(Duration.ofHours(6));
    engine.purge().run();
    assertThat(rows("SELECT at AT TIME ZONE 'UTC' FROM click"))
        .containsExactly("2026-06-02 05:00:00.0");
  }

  @Test
  void whatIsLeftOfAMailGoesNinetyDaysAfterItWasSent() {
    signUp("anna", BRIEFING);
    confirmed("anna", weekly);
    database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE outbox_mail SET state = 'sent', settled_at = ?",
                java.sql.Timestamp.from(BEGIN)));

    clock.set(BEGIN.plus(Duration.ofDays(90)));
    engine.purge().run();
    assertThat(rows("SELECT kind FROM outbox_mail")).containsExactly("confirm");

    clock.advance(Duration.ofSeconds(1));
    engine.purge().run();
    assertThat(rows("SELECT kind FROM outbox_mail")).isEmpty();
  }

  @Test
  void whatCanBeUndoneNoMoreAndAddressesNobodyConfirmedGo() {
    SubscriberId anna = confirmed("anna", BRIEFING);
    database
        .get()
        .useTransaction(handle -> {
          handle.execute(
              "INSERT INTO preference_change (subscriber_id, newsletter_id, before, at)"
                  + " VALUES (?, 1, '{}', ?)",
              anna.value(),
              java.sql.Timestamp.from(BEGIN));
          handle.execute(
              "INSERT INTO address_change (subscriber_id, address, address_key, domain,"
                  + " requested_at) VALUES (?, 'ann@x.example', 'ann@x.example', 'x.example', ?)",
              anna.value(),
              java.sql.Timestamp.from(BEGIN));
        });

    clock.set(BEGIN.plus(Duration.ofDays(1)).plusSeconds(1));
    engine.purge().run();
    assertThat(rows("SELECT before FROM preference_change")).isEmpty();
    assertThat(rows("SELECT address FROM address_change")).hasSize(1);

    clock.set(BEGIN.plus(Duration.ofDays(7)).plusSeconds(1));
    engine.purge().run();
    assertThat(rows("SELECT address FROM address_change")).isEmpty();
  }

  private CompletableFuture<Integer> forgetOnAnotherThread() {
    return CompletableFuture.supplyAsync(
        () -> engine.rights().forgetUnconfirmed(clock.instant()),
        task -> Thread.ofPlatform().start(task));
  }

  private void signUp(String name, NewsletterId newsletter) {
    engine
        .subscribers()
        .signUp(
            new SignUp(
                address(name),
                name,
                newsletter,
                Locale.ENGLISH,
                ZoneId.of("Europe/London"),
                "One mail a day",
                form()));
  }

  private SubscriberId confirmed(String name, NewsletterId newsletter) {
    ImportedReader reader =
        ReaderFixture.agreed(address(name), name, BEGIN.minus(Duration.ofDays(9)), "a form");
    engine.subscribers().importConfirmed(newsletter, List.of(reader), clock.instant());
    return engine.subscribers().byAddress(address(name)).orElseThrow();
  }

  private void click(SubscriberId reader, String at) {
    engine
        .tracking()
        .clicked(
            new Tracking.Click(
                reader, new EditionId(1), 1, new StoryId(1), false, Instant.parse(at)));
  }

  private static EmailAddress address(String name) {
    return EmailAddress.of(name + "@reader.example");
  }

  private boolean known(String name) {
    return engine.subscribers().byAddress(address(name)).isPresent();
  }

  private Provenance form() {
    return new Provenance("form", clock.instant(), null, "192.0.2.0/24");
  }

  /// Columns joined by bars.
  private List<String> rows(String query) {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(query)
                .map((row, _) -> {
                  StringBuilder text = new StringBuilder();
                  for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(i == 1 ? "" : "|").append(row.getObject(i));
                  }
                  return text.toString();
                })
                .list());
  }
}
