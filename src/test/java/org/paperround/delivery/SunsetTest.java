package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.SunsetPolicy;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.subscriber.Departure;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Return;
import org.paperround.subscriber.Rhythms;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;
import org.paperround.tracking.Tracking;
import org.paperround.tracking.TrackingConfig;

/// Who clicks nothing is asked, then mailed less, then not at all; any sign takes it back; and
/// nobody is judged by what they did not let us see.
class SunsetTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final SunsetPolicy POLICY = new SunsetPolicy(30, 1, 14, 56);
  private static final Instant QUIET_FOR_A_MONTH = Press.CUT_OFF.plus(Duration.ofDays(31));

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private Edition edition;
  private SubscriberId silent;

  /// Five days after they came, everybody is sent one digest; and then a month goes by.
  @BeforeEach
  void aMonthOfSilence() {
    press =
        new Press(
            database.url(), NewsletterFixture.asking(NewsletterFixture.BRIEFING.build(), POLICY));
    silent = reader("silent", true);
    reader("untracked", false);
    SubscriberId clicking = reader("clicking", true);
    press.clock.advance(Duration.ofDays(5));
    press.publish(6);
    edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.account(edition).sent() == 3);
    press.clock.advance(Duration.ofDays(2));
    click(clicking);
    press.clock.set(QUIET_FOR_A_MONTH);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void onlyWhoGaveNoSignAndLetsUsSeeItIsAskedAndOnlyOnce() {
    assertThat(run()).isEqualTo(1);
    assertThat(run()).isZero();

    assertThat(asked()).containsExactly(silent.value());
    String mail = mail();
    assertThat(mail)
        .contains("Subject: Do you still want The Briefing?")
        .contains(
            "List-Unsubscribe: <http://localhost:8080/u/",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        .contains("/k/", "/p/", "/u/", "If we hear nothing for 14 days");
    assertThat(details(silent)).containsExactly("asked whether it is still wanted");
  }

  @Test
  void whoCameOrWasSentTooLittleIsNotAskedYet() {
    press.clock.set(Press.CUT_OFF.plus(Duration.ofDays(30)));
    assertThat(run()).as("not a whole month yet").isZero();

    press.clock.set(Press.CUT_OFF.plus(Duration.ofDays(60)));
    assertThat(run()).as("no digest in the last month").isZero();
  }

  @Test
  void withoutAnAnswerItComesWeeklyAndThenNotAtAllForAYear() {
    run();
    press.clock.advance(Duration.ofDays(14));
    assertThat(run()).isEqualTo(1);
    assertThat(rhythm()).isEqualTo("1 null");

    press.clock.advance(Duration.ofDays(56));
    assertThat(run()).isEqualTo(1);
    assertThat(run()).isZero();
    assertThat(rhythm()).isEqualTo("1 2027-09-19");

    press.clock.advance(Duration.ofDays(365));
    assertThat(run()).isEqualTo(1);
    assertThat(rhythm()).isEqualTo("127 null");
    assertThat(asked()).isEmpty();
    assertThat(run()).as("nothing was sent in the last month").isZero();
    assertThat(details(silent))
        .containsExactly(
            "asked whether it is still wanted",
            "days 1; paused until unset; no answer for 14 days",
            "days 1; paused until 2027-09-19T05:00:00Z; no answer for 56 days more",
            "days 127; paused until unset; as it was before");
    press.engine.subscribers().sealConsent();
    assertThat(press.engine.subscribers().verifyConsent().faults()).isEmpty();
  }

  @Test
  void aClickTakesItBackAtAnyStage() {
    run();
    press.clock.advance(Duration.ofDays(14));
    run();
    press.clock.advance(Duration.ofDays(56));
    run();
    assertThat(rhythm()).isEqualTo("1 2027-09-19");

    press.clock.advance(Duration.ofDays(1));
    click(silent);

    assertThat(run()).isEqualTo(1);
    assertThat(rhythm()).isEqualTo("127 null");
    assertThat(asked()).isEmpty();
  }

  @Test
  void aKeepTakesItBackAtOnceAndCountsAsASign() {
    run();
    press.clock.advance(Duration.ofDays(14));
    run();
    assertThat(rhythm()).isEqualTo("1 null");

    assertThat(keep()).isTrue();
    assertThat(keep()).isTrue();

    assertThat(rhythm()).isEqualTo("127 null");
    assertThat(details(silent))
        .containsExactly(
            "asked whether it is still wanted",
            "days 1; paused until unset; no answer for 14 days",
            "said that it is still wanted",
            "days 127; paused until unset; as it was before");
    // A digest of the last month, so that only the sign keeps the question away.
    press.execute("UPDATE newsletter SET sunset_ask_days = 42");
    assertThat(run()).as("a sign just now").isZero();
  }

  @Test
  void whatTheReaderChoseMeanwhileStays() {
    run();
    press.clock.advance(Duration.ofDays(14));
    run();
    press.execute("UPDATE subscription SET days = 6 WHERE subscriber_id = " + silent.value());

    keep();

    assertThat(rhythm()).isEqualTo("6 null");
  }

  @Test
  void whoWithdrawsTheConsentMeanwhileIsLeftAlone() {
    run();
    press.clock.advance(Duration.ofDays(14));
    run();
    press.execute("UPDATE subscriber SET tracking_consent = false");

    assertThat(run()).isEqualTo(1);

    assertThat(rhythm()).isEqualTo("127 null");
    assertThat(asked()).isEmpty();
    press.clock.advance(Duration.ofDays(400));
    assertThat(run()).isZero();
  }

  @Test
  void whoLeavesWhileItComesWeeklyHasTheFormerDaysWhenTheyComeBack() {
    run();
    press.clock.advance(Duration.ofDays(14));
    run();
    assertThat(rhythm()).isEqualTo("1 null");
    Departure departure =
        press
            .engine
            .subscribers()
            .leave(new ReaderLinks.Named(silent, press.newsletter.id()), false, press.provenance());

    assertThat(run()).isEqualTo(1);

    assertThat(rhythm()).isEqualTo("127 null");
    String undo = String.valueOf(departure.undoUrl()).replaceAll(".*/u/undo/", "");
    assertThat(press.engine.subscribers().comeBack(undo, press.provenance()))
        .isEqualTo(new Return.Restored(silent, List.of(press.newsletter.id())));
    assertThat(rhythm()).isEqualTo("127 null");
    assertThat(asked()).isEmpty();
    assertThat(details(silent))
        .containsExactly(
            "asked whether it is still wanted",
            "days 1; paused until unset; no answer for 14 days",
            "page",
            "days 127; paused until unset; as it was before",
            "undo");
  }

  @Test
  void whatWasAskedIsInAnExportAndGoesWithAnErasure() {
    run();
    assertThat(String.valueOf(press.engine.rights().export(silent).orElseThrow().get("asked")))
        .contains("stage=asked");

    press.engine.rights().erase(silent, press.provenance());

    assertThat(asked()).isEmpty();
    assertThat(run()).isZero();
  }

  @Test
  void whoLeftIsForgotten() {
    run();
    press.unsubscribe(silent);

    assertThat(run()).isEqualTo(1);

    assertThat(asked()).isEmpty();
    assertThat(keep()).isFalse();
    assertThat(details(silent)).containsExactly("asked whether it is still wanted", "page");
  }

  @Test
  void nothingIsAskedWhileAllIsHeldOrClicksAreNotKeptForSoLong() {
    press.deliveries.hold("a test", StaffActor.CLI);
    assertThat(run()).isZero();
    press.deliveries.release(StaffActor.CLI);

    TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
    Rhythms rhythms =
        new Rhythms(
            press.engine.outbox(),
            press.engine.templates(),
            new ReaderLinks(signer, URI.create("https://news.example"), "news.example"));
    press
        .engine
        .newsletters()
        .define(NewsletterFixture.asking(press.newsletter, new SunsetPolicy(90, 1, 14, 56)));
    press.clock.set(Press.CUT_OFF.plus(Duration.ofDays(91)));
    assertThat(new Sunset(press.with, rhythms, new TrackingConfig(2)).run()).isZero();
    assertThat(new Sunset(press.with, rhythms, new TrackingConfig(3)).run()).isEqualTo(1);
  }

  @Test
  void severalNodesAskEverybodyOnce() {
    press.clock.set(Press.CUT_OFF);
    List<SubscriberId> more = Stream.of("a", "b", "c", "d", "e").map(n -> reader(n, true)).toList();
    press.clock.set(QUIET_FOR_A_MONTH);
    for (SubscriberId reader : more) {
      press.execute(
          "INSERT INTO delivery (subscriber_id, edition_id, due_at, late_at, edition_date, slot,"
              + " state) SELECT "
              + reader.value()
              + ", edition_id, due_at, late_at, edition_date, slot, 3 FROM delivery"
              + " WHERE subscriber_id = "
              + silent.value());
    }

    List<CompletableFuture<Integer>> nodes =
        Stream.generate(this::onAnotherThread).limit(3).toList();

    int done = nodes.stream().mapToInt(CompletableFuture::join).sum() + run();
    assertThat(done).isEqualTo(6);
    assertThat(asked()).hasSize(6);
    assertThat(count("SELECT count(*) FROM outbox_mail WHERE kind = 'still-wanted'")).isEqualTo(6);
  }

  private CompletableFuture<Integer> onAnotherThread() {
    return CompletableFuture.supplyAsync(this::run, task -> Thread.ofPlatform().start(task));
  }

  private int run() {
    return press.engine.sunset().run();
  }

  private boolean keep() {
    return press.engine.sunset().keep(silent, press.newsletter.id(), press.provenance());
  }

  private SubscriberId reader(String name, boolean tracked) {
    EmailAddress address = EmailAddress.of(name + "@reader.example");
    ImportedReader reader =
        new ImportedReader(
            address,
            "",
            Locale.ENGLISH,
            ZoneId.of("Europe/London"),
            null,
            null,
            Set.of(),
            Set.of(),
            tracked,
            press.clock.instant().minus(Duration.ofDays(9)),
            "a form");
    press
        .engine
        .subscribers()
        .importConfirmed(press.newsletter.id(), List.of(reader), press.clock.instant());
    return press.engine.subscribers().byAddress(address).orElseThrow();
  }

  private void click(SubscriberId reader) {
    press
        .engine
        .tracking()
        .clicked(
            new Tracking.Click(
                reader, edition.id(), 1, new StoryId(1), false, press.clock.instant()));
  }

  private List<Long> asked() {
    return list("SELECT subscriber_id FROM sunset ORDER BY 1", Long.class);
  }

  /// The silent reader's days, as bits, and the end of the pause.
  private String rhythm() {
    return list(
            "SELECT days || ' ' || coalesce(to_char(paused_until AT TIME ZONE 'UTC', 'YYYY-MM-DD'),"
                + " 'null') FROM subscription WHERE subscriber_id = "
                + silent.value(),
            String.class)
        .getFirst();
  }

  /// Without that of the import.
  private List<String> details(SubscriberId reader) {
    return list(
        "SELECT detail FROM consent_record WHERE method <> 'import' AND subscriber_id = "
            + reader.value()
            + " ORDER BY id",
        String.class);
  }

  private String mail() {
    byte[] message =
        list("SELECT message FROM outbox_mail WHERE kind = 'still-wanted'", byte[].class)
            .getFirst();
    return new String(message, StandardCharsets.UTF_8).replace("=\r\n", "").replace("\r\n ", " ");
  }

  private long count(String query) {
    return list(query, Long.class).getFirst();
  }

  private <T> List<T> list(String query, Class<T> type) {
    return press
        .database()
        .jdbi()
        .withHandle(handle -> handle.createQuery(query).mapTo(type).list());
  }
}
