package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.RelayReply;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.ConsentProof;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.TestDatabase;
import org.slf4j.LoggerFactory;

/// A reader sees everything that is held of them, and can have it removed: after that nothing in
/// the whole database names them, and everything still adds up.
class ErasureTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String ADDRESS = "wilhelmina@reader.example";
  private static final NewsletterId OTHER = new NewsletterId(1);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private Press press;
  private SubscriberId reader;
  private Edition edition;

  @BeforeEach
  void aReaderWithEverything() {
    logged.start();
    root().addAppender(logged);
    press = new Press(database.url());
    press.publish(8);
    reader = press.reader(ADDRESS, null, "Europe/London");
    press.readers(3);
    consentToTracking();
    askForAnotherNewsletter();
    edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.account(edition).sent() == 4);
    Card lead = press.engine.editions().pool(edition.id()).frontPage().getFirst();
    press.click(reader, edition.id(), lead, false);
  }

  @AfterEach
  void close() {
    press.close();
    root().detachAppender(logged);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void anExportHoldsEveryPart() {
    Map<String, Object> held = press.engine.rights().export(reader).orElseThrow();

    assertThat(held.keySet())
        .containsExactly(
            "person",
            "subscriptions",
            "consents",
            "address_changes",
            "suppressions",
            "clicks",
            "deliveries",
            "asked",
            "mails");
    assertThat(held.get("person").toString()).contains(ADDRESS, "follows=topic:Kestrels");
    assertThat(held.get("subscriptions").toString()).contains("confirmed", "pending");
    assertThat(held.get("consents").toString())
        .contains("imported", "tracking_granted", "requested", "One mail a day");
    assertThat(list(held, "clicks")).hasSize(1);
    assertThat(list(held, "deliveries")).hasSize(1);
    assertThat(held.get("deliveries").toString()).contains("sent=true");
    assertThat(held.get("mails").toString()).contains("confirm");
  }

  @Test
  void nothingNamesThemAfterwards() {
    assertThat(tablesThatName("wilhelmina")).isNotEmpty();
    assertThat(tablesThatName("Kestrels")).isNotEmpty();

    assertThat(press.engine.rights().erase(reader, press.provenance())).isTrue();

    assertThat(tablesThatName("wilhelmina")).isEmpty();
    assertThat(tablesThatName("Kestrels")).isEmpty();
    assertThat(press.engine.rights().export(reader)).isEmpty();
    assertThat(press.engine.rights().erase(reader, press.provenance())).isFalse();
    assertThat(press.count("cards IS NOT NULL", edition.id())).isEqualTo(3);
  }

  @Test
  void theLogNeverNamedThem() {
    new Bounces(press.with)
        .returned(
            new DeliveryKey(reader, edition.id(), edition.date()),
            new RelayReply(550, "5.1.1", "wilhelmina: user unknown"),
            "mx.reader.example");
    press.engine.rights().erase(reader, press.provenance());

    assertThat(logged.list).isNotEmpty();
    assertThat(logged.list)
        .extracting(line -> (line.getFormattedMessage() + fault(line)).toLowerCase(Locale.ROOT))
        .noneMatch(line -> line.contains("wilhelmina"));
  }

  @Test
  void whatReceiversSaidOfThemGoesToo() {
    new Bounces(press.with)
        .returned(
            new DeliveryKey(reader, edition.id(), edition.date()),
            new RelayReply(550, "5.1.1", "wilhelmina: user unknown"),
            "mx.reader.example");
    Map<String, Object> held = press.engine.rights().export(reader).orElseThrow();
    assertThat(held.get("suppressions").toString()).contains("wilhelmina: user unknown");
    assertThat(held.get("deliveries").toString()).contains("came_back_at=2026-06-10T05:00:");

    press.engine.rights().erase(reader, press.provenance());

    assertThat(tablesThatName("wilhelmina")).isEmpty();
    assertThat(press.account(edition).sent()).isEqualTo(4);
    assertThat(press.count("bounced_at IS NOT NULL", edition.id())).isEqualTo(1);
  }

  @Test
  void theAccountAndTheChainStillAddUp() {
    press.engine.rights().erase(reader, press.provenance());
    press.engine.subscribers().sealConsent();

    assertThat(press.account(edition).closed()).isTrue();
    assertThat(press.account(edition).sent()).isEqualTo(4);
    ConsentProof proof = press.engine.subscribers().verifyConsent();
    assertThat(proof.faults()).isEmpty();
    // imported, changed, granted, asked, ended twice, erased; and three others who were imported
    assertThat(proof.sealed()).isEqualTo(10);
  }

  @Test
  void whatWaitsForThemIsNotSent() {
    press.clock.advance(Duration.ofDays(1));
    press.publish(8);
    press.deliveries.hold("an erasure comes first", StaffActor.CLI);
    Edition next = press.approve();
    await().atMost(LONG).until(() -> press.deliveries.account(next.id()).isPresent());
    assertThat(press.account(next).eligible()).isEqualTo(4);

    press.engine.rights().erase(reader, press.provenance());
    press.deliveries.release(StaffActor.CLI);
    await().atMost(LONG).until(() -> press.account(next).sent() == 3);

    assertThat(press.account(next).waiting()).isZero();
    assertThat(press.row(next, reader)).isEqualTo(Ending.of(LedgerReason.ERASED));
  }

  @Test
  void anImportDoesNotBringThemBack() {
    press.engine.rights().erase(reader, press.provenance());

    press
        .engine
        .subscribers()
        .importConfirmed(
            press.newsletter.id(), List.of(press.someone(ADDRESS)), press.clock.instant());

    assertThat(press.engine.subscribers().byAddress(EmailAddress.of(ADDRESS))).isEmpty();
  }

  private void consentToTracking() {
    Preferences present =
        press.engine.subscribers().preferences(reader, press.newsletter.id()).orElseThrow();
    press
        .engine
        .subscribers()
        .changePreferences(
            new Preferences(
                present.subscriber(),
                present.newsletter(),
                present.maskedAddress(),
                "Wilhelmina",
                true,
                Set.of(Interest.parse("topic:Kestrels")),
                present.mutes(),
                present.hour(),
                present.days(),
                present.maxStories(),
                present.pausedUntil(),
                present.zone(),
                present.locale(),
                true,
                present.alerts(),
                present.textOnly()),
            press.provenance());
  }

  private void askForAnotherNewsletter() {
    press
        .engine
        .subscribers()
        .signUp(
            new SignUp(
                EmailAddress.of(ADDRESS),
                "",
                OTHER,
                Locale.ENGLISH,
                press.newsletter.zone(),
                "One mail a day",
                press.provenance()));
  }

  private static List<?> list(Map<String, Object> held, String part) {
    return (List<?>) Objects.requireNonNull(held.get(part));
  }

  /// Those with a row that has these words anywhere, as text or as bytes.
  private List<String> tablesThatName(String words) {
    String bytes = HexFormat.of().formatHex(words.getBytes(StandardCharsets.UTF_8));
    return database
        .get()
        .jdbi()
        .withHandle(handle -> {
          List<String> tables =
              handle
                  .createQuery(
                      "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
                  .mapTo(String.class)
                  .list();
          return tables.stream()
              .filter(table ->
                  handle
                      .createQuery(
                          "SELECT EXISTS (SELECT FROM "
                              + table
                              + " AS t WHERE t::text ILIKE :words"
                              + " OR t::text LIKE :bytes)")
                      .bind("words", "%" + words + "%")
                      .bind("bytes", "%" + bytes + "%")
                      .mapTo(Boolean.class)
                      .one())
              .toList();
        });
  }

  private static String fault(ILoggingEvent line) {
    return line.getThrowableProxy() == null
        ? ""
        : ThrowableProxyUtil.asString(line.getThrowableProxy());
  }
}
