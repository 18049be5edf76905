package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.digest.Candidates;
import org.paperround.digest.taste.TasteWeights;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

/// What the claims of an edition ask for is there before its first reader is due.
class PreparationTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Press press;
  private Choosing choosing;
  private Histories histories;
  private Preparation preparation;

  @BeforeEach
  void open() {
    press = new Press(database.url());
    choosing = new Choosing(press.with, new SubjectTrials(press.with));
    histories = new Histories(press.with);
    preparation = new Preparation(press.with, choosing, histories);
    press.publish(6);
  }

  @AfterEach
  void close() {
    press.close();
  }

  @Test
  void aClaimOfAnEditionThatWasPreparedFindsAllItAsksFor() {
    SubscriberId reader = press.readers(1).getFirst();
    press.execute("UPDATE subscriber SET tracking_consent = true");
    clickAll(reader, sent());
    press.clock.advance(Duration.ofDays(1));
    press.publish(6);
    Edition approved = press.approve();

    assertThat(preparation.run()).isEqualTo(1);

    press.deliveries.tick();
    Unprepared missing = new Unprepared();
    Candidates candidates = choosing.candidates(approved, missing).orElseThrow();
    assertThat(choosing.plan(open(approved), candidates.pool(), Locale.US, missing)).isPresent();
    assertThat(known(approved, candidates, reader, missing).taste()).isPresent();
    assertThat(missing.any()).isFalse();
  }

  @Test
  void eachVersionIsPreparedOnce() {
    press.readers(1);
    Edition edition = press.send();
    StoryId story = press.engine.editions().pool(edition.id()).frontPage().getFirst().story();
    assertThat(preparation.run()).isEqualTo(1);
    assertThat(preparation.run()).isZero();

    press.engine.editions().retract(edition.id(), story, StaffActor.CLI);

    assertThat(preparation.run()).isEqualTo(1);
    assertThat(preparation.run()).isZero();
  }

  @Test
  void aMailThatCannotBeMadeKeepsNoOtherFromBeingMadeAndIsNoAlarmYet() {
    Newsletter other =
        press.engine.newsletters().define(NewsletterFixture.BRIEFING.slug("other").build());
    press.readers(1);
    press.reader(other, "reader0@reader.example", null, "Europe/London");
    Edition broken = press.send();
    Edition sound = press.send(other);
    press.execute("UPDATE card SET content = '{}' WHERE edition_id = " + broken.id().value());

    preparation.run();

    assertThat(plans(broken)).isZero();
    assertThat(plans(sound)).isEqualTo(1);
    assertThat(press.alarms()).isEmpty();
  }

  @Test
  void anEditionThatIsHeldIsReadyForItsRelease() {
    press.readers(5);
    press.deliveries.hold("the wrong pictures", StaffActor.CLI);
    Edition edition = press.approve();
    press.start(1);

    await().atMost(Duration.ofSeconds(60)).until(() -> plans(edition) == 1);

    assertThat(press.relay.handed()).isEmpty();
  }

  /// An edition that every reader was sent.
  private Claim.Facts sent() {
    Claim claim = press.claim(press.send(), 1, press.node()).claims().getFirst();
    press.execute("UPDATE delivery SET state = 3 WHERE state = 1");
    return claim.facts();
  }

  private void clickAll(SubscriberId reader, Claim.Facts facts) {
    EditionId edition = facts.edition().id();
    press
        .engine
        .editions()
        .pool(edition)
        .cards()
        .forEach(card -> press.click(reader, edition, card, false));
  }

  private OpenEdition open(Edition edition) {
    return new OpenEdition(edition, press.newsletter);
  }

  private Histories.Known known(
      Edition edition, Candidates candidates, SubscriberId reader, Unprepared missing) {
    Histories.Wanted wanted =
        new Histories.Wanted(candidates, edition.date(), List.of(reader.value()), Set.of(reader));
    return press
        .database()
        .inTransaction(handle -> histories.read(handle, wanted, TasteWeights.STANDARD, missing))
        .getOrDefault(reader.value(), Histories.Known.NOTHING);
  }

  private long plans(Edition edition) {
    return press.number("SELECT count(*) FROM plan WHERE edition_id = " + edition.id());
  }
}
