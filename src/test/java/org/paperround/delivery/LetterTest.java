package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.article.StoryId;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.testing.CommandLine;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// A correction goes to exactly those who had the story.
class LetterTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SUBJECT = "Correction: the bridge is open";
  private static final String TEXT =
      """
      We wrote that the bridge was
      closed. It is <b>open</b>.

      We are sorry.
      """;

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path folder;

  private Press press;
  private List<StoryId> stories;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    stories = press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void whoHadTheStoryGetsItOnceUnlessTheyMustNotBeMailed() {
    List<SubscriberId> readers = press.readers(6);
    Edition edition = sent();
    press.reader("new@reader.example", null, "Europe/London");
    press.unsubscribe(readers.get(1));
    press.execute(
        "UPDATE subscription SET paused_until = '2030-01-01' WHERE subscriber_id = "
            + readers.get(2).value());
    press
        .database()
        .useTransaction(handle ->
            press
                .with
                .subscribers()
                .suppress(
                    handle,
                    readers.get(3),
                    SuppressionReason.HARD_BOUNCE,
                    "test",
                    press.clock.instant()));
    // Wednesday's readers only: a correction is for whatever day.
    press.execute(
        "UPDATE subscription SET days = 4, hour = 18 WHERE subscriber_id = "
            + readers.get(4).value());
    press.clock.advance(Duration.ofHours(26));
    long expected = press.deliveries.correctable(edition.newsletter(), stories.getFirst());

    Edition letter = corrected(edition, stories.getFirst());
    press.deliveries.tick();
    awaitClosed(letter);

    assertThat(press.account(letter).sent()).as("as the desk asked").isEqualTo(expected);
    assertThat(press.account(letter))
        .isEqualTo(
            new Account(
                letter.id(),
                6,
                3,
                2,
                1,
                0,
                0,
                0,
                Map.of(
                    "skipped.unsubscribed", 1L, "skipped.paused", 1L, "suppressed.hard-bounce", 1L),
                true));
    assertThat(letters().stream().map(FakeRelay.Mail::to))
        .containsExactlyInAnyOrder(
            "reader0@reader.example", "reader4@reader.example", "reader5@reader.example");
  }

  @Test
  void theLetterIsPlainAndItsTextIsData() {
    SubscriberId reader = press.readers(1).getFirst();
    Edition letter = corrected(sent(), stories.getFirst());
    press.deliveries.tick();
    awaitClosed(letter);

    String mail = letters().getFirst().text();
    assertThat(mail)
        .contains(
            "Subject: " + SUBJECT,
            "List-Unsubscribe:",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "CORRECTION",
            "We wrote that the bridge was closed. It is <b>open</b>.",
            "We are sorry.",
            "The story: Story 0 of",
            "<https://the-courier.example/")
        .doesNotContain("Good morning");
    DeliveryKey key = new DeliveryKey(reader, letter.id(), letter.date());
    assertThat(press.deliveries.view(key).orElseThrow())
        .contains("CORRECTION", "It is &lt;b&gt;open&lt;/b&gt;.", "We are sorry.")
        .doesNotContain("That is all");
    assertThat(press.deliveries.again(key).orElseThrow().message())
        .asString(java.nio.charset.StandardCharsets.UTF_8)
        .isEqualTo(mail);
  }

  @Test
  void aStoryUnderAnotherNumberIsTheSameAndNobodyHearsOfItTwice() {
    press.readers(2);
    Edition first = sent();
    press.reader("second@reader.example", null, "Europe/London");
    press.clock.advance(Duration.ofDays(1));
    StoryId other = press.publish(6).getFirst();
    sent();
    press.stories.merge(other, stories.getFirst());

    Edition letter = corrected(first, other);
    press.deliveries.tick();
    awaitClosed(letter);

    assertThat(letters().stream().map(FakeRelay.Mail::to))
        .containsExactlyInAnyOrder(
            "reader0@reader.example", "reader1@reader.example", "second@reader.example");
    assertThat(correct(first, stories.getFirst()))
        .isEqualTo(
            new Decision.Impossible("This correction is edition " + letter.id() + " already."));
  }

  @Test
  void eachNewsletterCorrectsForItsOwnReaders() {
    Newsletter evening =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("evening").build());
    press.readers(1);
    SubscriberId other = press.reader(evening, "evening@reader.example", null, "Europe/London");
    Edition morning = sent();
    Edition later = press.send(evening);
    awaitSent(later);
    press.engine.deliveries().hold("to see both wait", StaffActor.CLI);

    Edition first = corrected(morning, stories.getFirst());
    press.deliveries.tick();
    Edition second = corrected(later, stories.getFirst());
    press.deliveries.tick();
    assertThat(press.row(second, other)).isEqualTo(new Ending(DeliveryState.DUE, null));
    assertThat(press.account(first).eligible()).isEqualTo(1);
    assertThat(press.account(second).eligible()).isEqualTo(1);
    press.engine.deliveries().release(StaffActor.CLI);
    awaitClosed(first);
    awaitClosed(second);
    assertThat(letters().stream().map(FakeRelay.Mail::to))
        .containsExactlyInAnyOrder("reader0@reader.example", "evening@reader.example");
  }

  /// Who has the same letter waiting for them, but will not get it, is not left out.
  @Test
  void aLetterThatWillNotReachAReaderKeepsNoOtherFromThem() {
    Newsletter evening =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("evening").build());
    SubscriberId reader = press.readers(1).getFirst();
    press.reader(evening, "reader0@reader.example", null, "Europe/London");
    press.readers(1);
    Edition morning = sent();
    press.reader(evening, "evening@reader.example", null, "Europe/London");
    Edition later = press.send(evening);
    awaitSent(later);
    press.unsubscribe(reader);
    press.engine.deliveries().hold("to see both wait", StaffActor.CLI);

    corrected(morning, stories.getFirst());
    press.deliveries.tick();
    Edition second = corrected(later, stories.getFirst());
    press.deliveries.tick();
    press.engine.deliveries().release(StaffActor.CLI);
    awaitClosed(second);
    assertThat(letters().stream().map(FakeRelay.Mail::to))
        .containsExactlyInAnyOrder("reader0@reader.example", "evening@reader.example");
  }

  @Test
  void nothingIsCorrectedWhileTheStoryMayStillBeSent() {
    press.readers(3);
    Edition edition = press.send();
    Claim onTheWire = press.claim(edition, 1, press.node()).claims().getFirst();
    assertThat(correct(edition, stories.getFirst()))
        .isInstanceOf(Decision.Impossible.class)
        .asString()
        .contains("retract");
    press.engine.editions().retract(edition.id(), stories.getFirst(), StaffActor.CLI);

    Edition letter = corrected(edition, stories.getFirst());
    press.deliveries.tick();
    assertThat(press.deliveries.account(letter.id())).as("one is under way").isEmpty();

    press.execute("UPDATE delivery SET state = 3 WHERE state = 1 AND edition_id = " + edition.id());
    press.deliveries.tick();
    assertThat(press.account(letter).eligible()).isEqualTo(1);
    assertThat(press.row(letter, onTheWire.facts().key().subscriber()))
        .isEqualTo(new Ending(DeliveryState.DUE, null));
  }

  /// Nobody knows whether the first copy came.
  @Test
  void whoMayHaveHadItInAFirstCopyHearsOfItThoughTheSecondWentWithout() {
    SubscriberId reader = press.readers(1).getFirst();
    press.relay.next(new TransmissionOutcome.Unknown("connection lost"));
    Edition edition = press.send();
    press.start(1);
    await().atMost(LONG).until(() -> press.count("state = 2", edition.id()) == 1);
    press.engine.editions().retract(edition.id(), stories.getFirst(), StaffActor.CLI);
    press.clock.advance(Duration.ofMinutes(2));
    awaitSent(edition);
    assertThat(press.relay.handed().getFirst().text()).contains("Story 0 of");
    assertThat(press.relay.accepted().getFirst().text()).doesNotContain("Story 0 of");

    Edition letter = corrected(edition, stories.getFirst());
    press.deliveries.tick();
    awaitClosed(letter);

    assertThat(letters()).extracting(FakeRelay.Mail::to).containsExactly("reader0@reader.example");
    assertThat(press.row(letter, reader)).isEqualTo(new Ending(DeliveryState.SENT, null));
    assertThat(press.engine.rights().export(reader).orElseThrow().get("deliveries").toString())
        .containsPattern("earlier_cards=\\d");
    press.engine.rights().erase(reader, press.provenance());
    assertThat(press.count("earlier IS NOT NULL", edition.id())).isZero();
  }

  /// The newcomer's mail has the story, of which a letter made meanwhile would know nothing.
  @Test
  void nothingIsCorrectedWhileAnEditionWithTheStoryIsOpenedAgain() {
    Newsletter evening =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("evening").build());
    press.readers(1);
    press.reader(evening, "evening@reader.example", null, "Europe/London");
    Edition morning = sent();
    Edition later = press.send(evening);
    awaitSent(later);

    try (Handle newcomer = press.database().jdbi().open()) {
      newcomer.begin();
      assertThat(press.engine.editions().reopen(newcomer, later.id())).isTrue();
      CompletableFuture<Decision> correction =
          CompletableFuture.supplyAsync(() -> correct(morning, stories.getFirst()));
      await().atMost(LONG).until(() -> correction.isDone() || press.somebodyWaitsForALock());
      newcomer.commit();
      assertThat(correction.join())
          .isInstanceOf(Decision.Impossible.class)
          .asString()
          .contains("Edition " + later.id(), "retract");
    }
  }

  @Test
  void theNextDigestIsAsIfThereWereNone() {
    press.readers(1);
    Edition edition = sent();
    Edition letter = corrected(edition, stories.getFirst());
    press.deliveries.tick();
    awaitClosed(letter);
    assertThat(press.engine.editions().latest().orElseThrow().id()).isEqualTo(edition.id());
    assertThat(press.engine.editions().recent(press.newsletter.id(), 9))
        .extracting(Edition::id)
        .containsExactly(edition.id());
    press.clock.advance(Duration.ofDays(1));
    press.publish(6);
    Edition next = sent();
    assertThat(press.account(next).sent()).isEqualTo(1);
  }

  @Test
  void theCommandSaysWhatCannotBeDone() throws Exception {
    press.readers(1);
    Path text = Files.writeString(folder.resolve("letter.txt"), TEXT);
    Edition edition = press.approve();
    String id = edition.id().toString();
    String story = stories.getFirst().toString();
    assertThat(run("edition", "correct", id, story, "--subject", "S", "--text", text.toString()))
        .as("not sent yet")
        .isEqualTo(1);
    press.deliveries.tick();
    press.start(1);
    awaitSent(edition);
    assertThat(run("edition", "correct", "77", story, "--subject", "S", "--text", text.toString()))
        .isEqualTo(2);
    assertThat(run("edition", "correct", id, "999", "--subject", "S", "--text", text.toString()))
        .isEqualTo(1);
    assertThat(run("edition", "correct", id, story, "--subject", "S", "--text", "no-such-file"))
        .isEqualTo(2);
    assertThat(run("edition", "correct", id, story, "--subject", "S", "--text", text.toString()))
        .isZero();
    assertThat(run("edition", "correct", id, story, "--subject", "S", "--text", text.toString()))
        .as("sent before")
        .isEqualTo(1);
  }

  /// An edition that everybody has.
  private Edition sent() {
    Edition edition = press.send();
    if (press.relay.connects() == 0) {
      press.start(1);
    }
    awaitSent(edition);
    return edition;
  }

  private void awaitSent(Edition edition) {
    await().atMost(LONG).until(() -> press.state(edition) == EditionState.SENT);
  }

  private Edition corrected(Edition edition, StoryId story) {
    press.clock.advance(Duration.ofMinutes(10));
    Decision decision = correct(edition, story);
    assertThat(decision).isInstanceOf(Decision.Done.class);
    return ((Decision.Done) decision).edition();
  }

  private Decision correct(Edition edition, StoryId story) {
    return press.engine.editions().correct(edition.id(), story, SUBJECT, TEXT, StaffActor.CLI);
  }

  private List<FakeRelay.Mail> letters() {
    return press.relay.accepted().stream()
        .filter(mail -> mail.text().contains("Subject: " + SUBJECT))
        .toList();
  }

  private void awaitClosed(Edition edition) {
    await()
        .atMost(LONG)
        .until(() -> press.deliveries.account(edition.id()).filter(Account::closed).isPresent());
  }

  private int run(String... arguments) {
    return CommandLine.on(database, arguments).status();
  }
}
