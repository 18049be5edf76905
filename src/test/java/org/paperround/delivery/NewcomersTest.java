package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.subscriber.Confirmation;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// Who confirms after an edition went out gets it for a welcome, in its ledger, once, and nobody
/// else does.
class NewcomersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;

  private void open() {
    open(true);
  }

  private void open(boolean welcoming) {
    press =
        new Press(
            database.url(), NewsletterFixture.BRIEFING.build().welcomingWithEdition(welcoming));
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void aNewcomerGetsTheEditionThatHasBeenSentAndItsAccountClosesAgain() {
    open();
    press.readers(2);
    Edition edition = press.send();
    press.start(1);
    awaitSent(edition);
    press.clock.advance(Duration.ofHours(2));

    SubscriberId newcomer = confirm("new@reader.example");

    await().atMost(LONG).until(() -> press.relay.recipients().contains("new@reader.example"));
    assertThat(press.relay.recipients()).hasSize(3).doesNotHaveDuplicates();
    awaitSent(edition);
    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 3, 3, 0, 0, 0, 0, 0, Map.of(), true));
    assertThat(press.row(edition, newcomer).state()).isEqualTo(DeliveryState.SENT);
    assertThat(OpenEdition.all(press.with)).isEmpty();
  }

  @Test
  void anEditionThatIsBeingSentTakesNewcomersInAndTheAccountAddsUpAtOnce() {
    open();
    press.readers(2);
    Edition edition = press.send();

    SubscriberId newcomer = confirm("new@reader.example");
    press.deliveries.tick();

    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 3, 0, 0, 0, 0, 0, 3, Map.of(), true));
    assertThat(press.row(edition, newcomer).state()).isEqualTo(DeliveryState.DUE);
    press.deliveries.tick();
    assertThat(press.account(edition).eligible()).as("once").isEqualTo(3);
  }

  @Test
  void theWelcomeMailSaysThatTheEditionFollowsOnlyWhenItDoes() {
    open();
    confirm("early@reader.example");
    press.send();
    confirm("new@reader.example");

    assertThat(welcomes())
        .containsExactlyInAnyOrder("early@reader.example false", "new@reader.example true");
  }

  @Test
  void whoWasImportedGetsTheNextEditionNotThisOne() {
    open();
    press.readers(1);
    Edition edition = press.send();

    press.crowd("imported", 50, null);
    press.deliveries.tick();

    assertThat(press.account(edition).eligible()).isEqualTo(1);
  }

  @Test
  void aNewsletterThatDoesNotWantItWelcomesWithoutAnEdition() {
    open(false);
    press.readers(1);
    Edition edition = press.send();

    confirm("new@reader.example");
    press.deliveries.tick();

    assertThat(press.account(edition).eligible()).isEqualTo(1);
    assertThat(welcomes()).containsExactly("new@reader.example false");
  }

  @Test
  void whoLeavesAtOnceHasNoPartInIt() {
    open();
    press.readers(1);
    Edition edition = press.send();

    press.unsubscribe(confirm("new@reader.example"));
    press.deliveries.tick();
    assertThat(press.account(edition).eligible()).isEqualTo(1);

    SubscriberId other = confirm("other@reader.example");
    press.deliveries.tick();
    press.unsubscribe(other);
    press.deliveries.tick();
    assertThat(press.row(edition, other)).isEqualTo(Ending.of(LedgerReason.UNSUBSCRIBED));
    assertThat(press.account(edition).eligible()).isEqualTo(2);
  }

  @Test
  void whoHadAPartInItAndComesBackIsNotToldOfItAgain() {
    open();
    SubscriberId reader = press.readers(1).getFirst();
    Edition edition = press.send();
    press.unsubscribe(reader);
    press.deliveries.tick();

    confirm("reader0@reader.example");
    press.deliveries.tick();

    assertThat(press.account(edition).eligible()).isEqualTo(1);
    assertThat(welcomes()).containsExactly("reader0@reader.example false");
  }

  @Test
  void noEditionIsPromisedThatHasExpiredIsStoppedOrIsOfADayThatTheReaderDoesNotWish() {
    open();
    press.readers(1);
    Edition edition = press.send();
    SubscriberId reader = request("new@reader.example");
    assertThat(welcome(reader)).contains(edition.id());

    press.execute("UPDATE subscription SET days = 1 WHERE state = 'pending'");
    assertThat(edition.date().getDayOfWeek()).isNotEqualTo(DayOfWeek.MONDAY);
    assertThat(welcome(reader)).isEmpty();
    press.execute("UPDATE subscription SET days = 127, paused_until = '2027-01-01Z'");
    assertThat(welcome(reader)).isEmpty();
    press.execute("UPDATE subscription SET paused_until = NULL");
    press.engine.editions().stop(edition.id(), StaffActor.CLI);
    assertThat(welcome(reader)).isEmpty();
    press.engine.editions().resume(edition.id(), StaffActor.CLI);
    assertThat(welcome(reader)).contains(edition.id());
    press.clock.set(edition.expiresAt());
    assertThat(welcome(reader)).isEmpty();
  }

  @Test
  void twoNodesThatLookAtTheSameTimeAddAReaderOnce() {
    open();
    press.readers(1);
    Edition edition = press.send();
    for (int i = 0; i < 20; i++) {
      confirm("new" + i + "@reader.example");
    }
    Deliveries other = new Deliveries(press.with(new ChoosingConfig(true, 0)), Press.CONFIG);

    CompletableFuture.allOf(
            Stream.of(press.deliveries, other)
                // A thread each: the common pool may have but one.
                .map(node ->
                    CompletableFuture.runAsync(node::tick, task -> Thread.ofPlatform().start(task)))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(press.account(edition))
        .isEqualTo(new Account(edition.id(), 21, 0, 0, 0, 0, 0, 21, Map.of(), true));
  }

  @Test
  void whatWasTakenBackSinceItWasSentIsNotInANewcomersMail() {
    open();
    press.readers(1);
    Edition edition = press.send();
    press.start(1);
    awaitSent(edition);
    List<Card> front = press.engine.editions().pool(edition.id()).frontPage();
    press.engine.editions().retract(edition.id(), front.get(0).story(), StaffActor.CLI);
    press.stories.retractArticles(front.get(1).story(), press.clock.instant());
    press.clock.advance(Duration.ofHours(1));

    confirm("new@reader.example");
    await().atMost(LONG).until(() -> press.relay.recipients().contains("new@reader.example"));

    String mail = press.relay.accepted().getLast().text();
    assertThat(mail)
        .doesNotContain(front.get(0).content().headline())
        .doesNotContain(front.get(1).content().headline())
        .contains(front.get(2).content().headline());
  }

  @Test
  void whatBecamePartOfAnotherStoryAndWasTakenBackIsNotInANewcomersMail() {
    open();
    press.readers(1);
    Edition edition = press.send();
    press.start(1);
    awaitSent(edition);
    List<Card> front = press.engine.editions().pool(edition.id()).frontPage();
    // One that came after the edition, so that no card has its number.
    StoryId whole = press.stories.own("The whole of it", "politics", press.clock.instant());
    press.stories.merge(front.get(0).story(), whole);
    press.stories.retractArticles(whole, press.clock.instant());
    press.clock.advance(Duration.ofHours(1));

    confirm("new@reader.example");
    await().atMost(LONG).until(() -> press.relay.recipients().contains("new@reader.example"));

    assertThat(press.relay.accepted().getLast().text())
        .doesNotContain(front.get(0).content().headline())
        .contains(front.get(1).content().headline());
  }

  @Test
  void anAccountIsNotClosedOverANewcomersRow() {
    open();
    press.readers(1);
    Edition edition = press.send();
    press.start(1);
    awaitSent(edition);

    // Within the five minutes in which it is not closed again.
    confirm("new@reader.example");
    await().atMost(LONG).until(() -> press.account(edition).sent() == 2);
    press.deliveries.tick();
    assertThat(press.state(edition)).isEqualTo(EditionState.SENDING);

    press.clock.advance(Duration.ofMinutes(5));
    awaitSent(edition);
    assertThat(press.account(edition).closed()).isTrue();
  }

  private void awaitSent(Edition edition) {
    await().atMost(LONG).until(() -> press.state(edition) == EditionState.SENT);
  }

  private Optional<EditionId> welcome(SubscriberId reader) {
    return press
        .with
        .subscribers()
        .preferences(reader, press.newsletter.id())
        .flatMap(press.deliveries::welcomes);
  }

  private SubscriberId request(String address) {
    press
        .engine
        .subscribers()
        .signUp(
            new SignUp(
                EmailAddress.of(address),
                "",
                press.newsletter.id(),
                Locale.ENGLISH,
                ZoneId.of("Europe/London"),
                "Sign me up",
                press.provenance()));
    return press.engine.subscribers().byAddress(EmailAddress.of(address)).orElseThrow();
  }

  /// As the page does it.
  private SubscriberId confirm(String address) {
    SubscriberId reader = request(address);
    Long latest = welcome(reader).map(EditionId::value).orElse(null);
    Confirmation confirmed =
        press.engine.subscribers().confirm(token(reader), press.provenance().of(latest));
    assertThat(confirmed).isInstanceOf(Confirmation.Confirmed.class);
    return reader;
  }

  /// That of the confirmation mail.
  private String token(SubscriberId reader) {
    int request =
        database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        "SELECT request_number FROM subscription WHERE subscriber_id = :id")
                    .bind("id", reader.value())
                    .mapTo(Integer.class)
                    .one());
    byte[] payload =
        ByteBuffer.allocate(24)
            .putLong(reader.value())
            .putInt((int) press.newsletter.id().value())
            .putInt(request)
            .putLong(press.clock.instant().getEpochSecond())
            .array();
    return new TokenSigner(new Keyring(Map.of(1, new byte[32]))).sign("confirm", payload);
  }

  /// To whom a welcome mail went, and whether it speaks of the edition.
  private List<String> welcomes() {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT recipient || ' ' || (replace(convert_from(message, 'UTF8'), E'=\\r\\n', '')
                      LIKE '%The latest edition of The Briefing follows%')
                    FROM outbox_mail WHERE kind = 'welcome'
                    """)
                .mapTo(String.class)
                .list());
  }
}
