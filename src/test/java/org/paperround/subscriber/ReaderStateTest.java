package org.paperround.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.DatabaseConfig;
import org.paperround.platform.template.Templates;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.TestDatabase;

/// What delivery relies on: readers come in, are locked, read, changed, suppressed and leave.
class ReaderStateTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  private static final Instant CONSENT = Instant.parse("2026-05-03T09:30:00Z");
  private static final NewsletterId BRIEFING = new NewsletterId(1);
  private static final Provenance PAGE = new Provenance("link", NOW, null, "192.0.2.0/24");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
  private final ReaderLinks links =
      new ReaderLinks(signer, URI.create("https://news.example"), "news.example");
  private Subscribers subscribers;

  @BeforeEach
  void open() {
    subscribers =
        new Subscribers(
            database.get(),
            new Newsletters(database.get()),
            new Outbox(database.get(), () -> NOW, "news.example", "newsroom"),
            new Templates(null),
            signer,
            links);
  }

  @Test
  void importedReadersAreRecipientsAsGiven() {
    subscribers.importConfirmed(BRIEFING, List.of(anna()), NOW);

    assertThat(recipient("anna@reader.example"))
        .isEqualTo(
            new Recipient(
                id("anna@reader.example"),
                new EmailAddress("Anna", "reader.example"),
                "Anna",
                Locale.FRENCH,
                ZoneId.of("Europe/Paris"),
                Set.of(Interest.parse("section:politics"), Interest.parse("topic:NHS")),
                Set.of(Mute.parse("topic:Football")),
                true,
                true,
                CONSENT,
                EnumSet.allOf(DayOfWeek.class),
                5,
                null,
                null,
                AlertWishes.STANDARD,
                false));
  }

  @Test
  void importIsIdempotentAndLeavesExistingReadersAlone() {
    assertThat(subscribers.importConfirmed(BRIEFING, List.of(anna(), anna()), NOW)).isEqualTo(1);
    subscribers.unsubscribe(id("anna@reader.example"), BRIEFING, UnsubscribeCause.PAGE, PAGE);

    assertThat(subscribers.importConfirmed(BRIEFING, List.of(anna(), reader("ben")), NOW))
        .isEqualTo(1);
    assertThat(recipient("anna@reader.example").subscribed()).isFalse();
    assertThat(recordsOf("anna@reader.example"))
        .containsExactly("imported", "tracking_granted", "ended");
  }

  @Test
  void importTakesThousandsAndNobodySuppressed() {
    subscribers.importConfirmed(BRIEFING, List.of(reader("r7")), NOW);
    suppress("r7@reader.example", SuppressionReason.COMPLAINT);
    database
        .get()
        .useTransaction(
            handle -> handle.execute("UPDATE subscriber SET address = NULL, address_key = NULL"));
    List<ImportedReader> many = IntStream.range(0, 5_000).mapToObj(n -> reader("r" + n)).toList();

    assertThat(subscribers.importConfirmed(BRIEFING, many, NOW)).isEqualTo(4_999);
    assertThat(subscribers.byAddress(new EmailAddress("r7", "reader.example"))).isEmpty();
  }

  @Test
  void lockSkipsReadersWhomAnotherTransactionHolds() {
    subscribers.importConfirmed(BRIEFING, List.of(reader("a"), reader("b")), NOW);
    SubscriberId a = id("a@reader.example");
    SubscriberId b = id("b@reader.example");

    try (Database other = Database.connect(new DatabaseConfig(database.url(), null, null, 2))) {
      database
          .get()
          .useTransaction(first -> {
            assertThat(subscribers.lock(first, List.of(a))).containsExactly(a);
            other.useTransaction(second ->
                assertThat(subscribers.lock(second, List.of(a, b, b))).containsExactly(b));
          });
    }
  }

  @Test
  void unsubscribeIsIdempotentAndWorksForThoseLongGone() {
    subscribers.importConfirmed(BRIEFING, List.of(reader("a")), NOW);
    SubscriberId a = id("a@reader.example");

    assertThat(subscribers.unsubscribe(a, BRIEFING, UnsubscribeCause.ONE_CLICK, PAGE))
        .isEqualTo(UnsubscribeOutcome.ENDED);
    assertThat(subscribers.unsubscribe(a, BRIEFING, UnsubscribeCause.PAGE, PAGE))
        .isEqualTo(UnsubscribeOutcome.ALREADY_ENDED);
    assertThat(
            subscribers.unsubscribe(
                new SubscriberId(99), BRIEFING, UnsubscribeCause.ONE_CLICK, PAGE))
        .isEqualTo(UnsubscribeOutcome.NEVER_SUBSCRIBED);
    assertThat(recipient("a@reader.example").confirmedAt()).isNull();
    assertThat(recordsOf("a@reader.example")).containsExactly("imported", "ended");
  }

  @Test
  void aComplaintEndsEverythingAndIsNotReplacedByABounce() {
    subscribers.importConfirmed(BRIEFING, List.of(reader("a")), NOW);
    suppress("a@reader.example", SuppressionReason.HARD_BOUNCE);
    assertThat(recipient("a@reader.example").suppression())
        .isEqualTo(SuppressionReason.HARD_BOUNCE);
    assertThat(recipient("a@reader.example").subscribed()).isTrue();

    suppress("a@reader.example", SuppressionReason.COMPLAINT);
    suppress("a@reader.example", SuppressionReason.HARD_BOUNCE);

    assertThat(recipient("a@reader.example").suppression()).isEqualTo(SuppressionReason.COMPLAINT);
    assertThat(recipient("a@reader.example").subscribed()).isFalse();
  }

  @Test
  void changedPreferencesAreReadBackWithOneRecordForChoicesAndOneForTracking() {
    subscribers.importConfirmed(BRIEFING, List.of(anna()), NOW);
    Preferences wanted =
        new Preferences(
            id("anna@reader.example"),
            BRIEFING,
            "A***@reader.example",
            "Anna B",
            true,
            Set.of(Interest.parse("topic:Rail")),
            Set.of(Mute.parse("2026-12-24/section:sport"), Mute.parse("topic:NHS")),
            21,
            EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
            null,
            NOW.plusSeconds(60),
            ZoneId.of("Asia/Kolkata"),
            Locale.GERMAN,
            false,
            new AlertWishes(new QuietHours(23, 6), 5, true),
            true);

    subscribers.changePreferences(wanted, PAGE);
    subscribers.changePreferences(wanted, PAGE);

    assertThat(subscribers.preferences(wanted.subscriber(), BRIEFING)).contains(wanted);
    assertThat(recordsOf("anna@reader.example"))
        .containsExactly("imported", "tracking_granted", "changed", "tracking_withdrawn");
  }

  @Test
  void twoChangesOfOneThingAtTheSameMomentBothHold() {
    subscribers.importConfirmed(BRIEFING, List.of(reader("a")), NOW);
    SubscriberId a = id("a@reader.example");
    ReaderLinks.Named named = new ReaderLinks.Named(a, BRIEFING);
    Set<Interest> rail = Set.of(Interest.parse("topic:Rail"));

    List<CompletableFuture<OptionalLong>> changes =
        database
            .get()
            .inTransaction(handle -> {
              subscribers.lock(handle, List.of(a));
              List<CompletableFuture<OptionalLong>> begun =
                  List.of(
                      begin(named, present -> present.onDays(Set.of(DayOfWeek.MONDAY))),
                      begin(named, present -> present.withInterests(rail, present.mutes())));
              await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 2);
              return begun;
            });
    changes.forEach(change -> assertThat(change.join()).isPresent());

    Preferences both = subscribers.preferences(a, BRIEFING).orElseThrow();
    assertThat(both.days()).containsExactly(DayOfWeek.MONDAY);
    assertThat(both.follows()).isEqualTo(rail);
    assertThat(recordsOf("a@reader.example")).containsExactly("imported", "changed", "changed");
  }

  private CompletableFuture<OptionalLong> begin(
      ReaderLinks.Named named, UnaryOperator<Preferences> wish) {
    return CompletableFuture.supplyAsync(
        () -> subscribers.changePreferences(named, wish, PAGE),
        task -> Thread.ofPlatform().start(task));
  }

  /// Sessions that wait for a lock.
  private long waiting() {
    return database.number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock'");
  }

  @Test
  void consentRecordsAreAppendOnly() {
    subscribers.importConfirmed(BRIEFING, List.of(anna()), NOW);

    for (String act :
        List.of(
            "UPDATE consent_record SET detail = 'other'",
            "DELETE FROM consent_record",
            "TRUNCATE consent_record")) {
      assertThatThrownBy(() -> database.get().useTransaction(handle -> handle.execute(act)))
          .hasMessageContaining("append-only");
    }
  }

  /// The table has no foreign keys (V040); what they held is held all the same.
  @Test
  void aSubscriptionIsNeverWithoutItsReaderAndItsNewsletter() {
    subscribers.importConfirmed(BRIEFING, List.of(anna()), NOW);

    for (String act : List.of("DELETE FROM subscriber", "DELETE FROM newsletter")) {
      assertThatThrownBy(() -> database.get().useTransaction(handle -> handle.execute(act)))
          .hasMessageContaining("a subscription refers to what would go");
    }
    NewsletterId nowhere = new NewsletterId(99);
    assertThatThrownBy(() -> subscribers.importConfirmed(nowhere, List.of(reader("ben")), NOW))
        .hasMessageContaining("there is no newsletter");
    assertThat(subscribers.byAddress(EmailAddress.of("ben@reader.example"))).isEmpty();
  }

  @Test
  void activityCountsEachDayOfTheZoneByCause() {
    subscribers.importConfirmed(BRIEFING, List.of(reader("a"), reader("b")), NOW);
    Instant late = Instant.parse("2026-06-01T22:30:00Z");
    Provenance oneClick = new Provenance("one-click", late, null, null);
    subscribers.unsubscribe(id("a@reader.example"), BRIEFING, UnsubscribeCause.ONE_CLICK, oneClick);
    subscribers.unsubscribe(id("b@reader.example"), BRIEFING, UnsubscribeCause.PAGE, PAGE);

    ZoneId paris = ZoneId.of("Europe/Paris");
    LocalDate june1 = LocalDate.of(2026, 6, 1);
    assertThat(subscribers.activity(BRIEFING, paris, june1, june1.plusDays(1)))
        .containsExactly(
            new DayActivity(june1, 0, 0, Map.of(UnsubscribeCause.PAGE, 1L), 0),
            new DayActivity(june1.plusDays(1), 0, 0, Map.of(UnsubscribeCause.ONE_CLICK, 1L), 0));
  }

  private void suppress(String address, SuppressionReason reason) {
    database
        .get()
        .useTransaction(
            handle -> subscribers.suppress(handle, id(address), reason, "550 5.1.1", NOW));
  }

  private Recipient recipient(String address) {
    SubscriberId id = id(address);
    Map<SubscriberId, Recipient> found = new HashMap<>();
    database
        .get()
        .useTransaction(
            handle -> found.putAll(subscribers.recipients(handle, BRIEFING, List.of(id))));
    return java.util.Objects.requireNonNull(found.get(id));
  }

  private SubscriberId id(String address) {
    int at = address.lastIndexOf('@');
    return subscribers
        .byAddress(new EmailAddress(address.substring(0, at), address.substring(at + 1)))
        .orElseThrow();
  }

  private List<String> recordsOf(String address) {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT event FROM consent_record WHERE subscriber_id = :id ORDER BY id")
                .bind("id", id(address).value())
                .mapTo(String.class)
                .list());
  }

  private static ImportedReader anna() {
    return new ImportedReader(
        new EmailAddress("Anna", "reader.example"),
        "Anna",
        Locale.FRENCH,
        ZoneId.of("Europe/Paris"),
        7,
        5,
        Set.of(Interest.parse("section:politics"), Interest.parse("topic:NHS")),
        Set.of(Interest.parse("topic:Football")),
        true,
        CONSENT,
        "form of 3 May");
  }

  private static ImportedReader reader(String local) {
    return ReaderFixture.agreed(
        new EmailAddress(local, "reader.example"), "", CONSENT, "form of 3 May");
  }
}
