package org.paperround.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.template.Templates;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.TestDatabase;

/// Whoever changes a consent record behind the database's rules is found out.
class ConsentChainTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  private static final NewsletterId BRIEFING = new NewsletterId(1);
  private static final Provenance PAGE = new Provenance("link", NOW, null, "192.0.2.0/24");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Subscribers subscribers;

  @BeforeEach
  void twoReadersOfWhomOneLeft() {
    TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
    subscribers =
        new Subscribers(
            database.get(),
            new Newsletters(database.get()),
            new Outbox(database.get(), () -> NOW, "news.example", "newsroom"),
            new Templates(null),
            signer,
            new ReaderLinks(signer, URI.create("https://news.example"), "news.example"));
    subscribers.importConfirmed(BRIEFING, List.of(reader("anna"), reader("ben")), NOW);
    subscribers.unsubscribe(id("anna"), BRIEFING, UnsubscribeCause.PAGE, PAGE);
  }

  @Test
  void everyRecordIsSealedOnceAndInTheOrderOfItsReader() {
    subscribers.sealConsent();
    subscribers.sealConsent();

    assertThat(subscribers.verifyConsent()).isEqualTo(new ConsentProof(3, List.of()));
    assertThat(
            texts(
                "SELECT position || ' ' || event FROM consent_seal JOIN consent_record ON id ="
                    + " record_id WHERE consent_seal.subscriber_id = "
                    + id("anna").value()
                    + " ORDER BY position"))
        .containsExactly("1 imported", "2 ended");
  }

  @Test
  void whatIsRecordedLaterGoesOnWithTheChain() {
    subscribers.sealConsent();
    subscribers.unsubscribe(id("ben"), BRIEFING, UnsubscribeCause.ONE_CLICK, PAGE);
    subscribers.sealConsent();

    assertThat(subscribers.verifyConsent()).isEqualTo(new ConsentProof(4, List.of()));
  }

  @Test
  void aRecordThatWasChangedShows() {
    subscribers.sealConsent();

    long record = behindTheRules("UPDATE consent_record SET method = 'form' WHERE event = 'ended'");

    assertThat(subscribers.verifyConsent().faults())
        .containsExactly("record " + record + " was changed");
  }

  @Test
  void aWordingThatWasChangedShows() {
    behindTheRules("INSERT INTO consent_wording (locale, text) VALUES ('en', 'One mail a day')");
    long record = behindTheRules("UPDATE consent_record SET wording_id = 1 WHERE event = 'ended'");
    subscribers.sealConsent();

    behindTheRules("UPDATE consent_wording SET text = 'Ten mails a day'");

    assertThat(subscribers.verifyConsent().faults())
        .containsExactly("record " + record + " was changed");
  }

  @Test
  void aRecordThatWasRemovedShows() {
    subscribers.sealConsent();

    long record = latest();
    behindTheRules("DELETE FROM consent_record WHERE event = 'ended'");

    assertThat(subscribers.verifyConsent().faults())
        .containsExactly("record " + record + " was changed");
  }

  @Test
  void aRecordThatWasPutInLaterShows() {
    subscribers.sealConsent();
    behindTheRules("UPDATE consent_seal_mark SET through = 1000");

    behindTheRules(
        "INSERT INTO consent_record (subscriber_id, newsletter_id, event, method, at, locale)"
            + " SELECT subscriber_id, newsletter_id, 'confirmed', 'form', at, locale"
            + " FROM consent_record WHERE event = 'ended'");
    subscribers.sealConsent();

    assertThat(subscribers.verifyConsent().faults())
        .containsExactly("record " + latest() + " was put in later");
  }

  @Test
  void theMarkFollowsTenMinutesLaterSoThatWhatIsPutInBehindItShows() {
    long left = latest();
    behindTheRules("CREATE TABLE kept AS SELECT * FROM consent_record WHERE event = 'ended'");
    behindTheRules("DELETE FROM consent_record WHERE event = 'ended'");
    subscribers.unsubscribe(id("ben"), BRIEFING, UnsubscribeCause.PAGE, PAGE);
    subscribers.sealConsent(); // the candidate is the newest record
    behindTheRules(
        "UPDATE consent_seal_mark SET candidate_at = candidate_at - interval '11 minutes'");
    subscribers.sealConsent(); // and is the mark now

    behindTheRules("INSERT INTO consent_record OVERRIDING SYSTEM VALUE SELECT * FROM kept");
    subscribers.sealConsent();

    assertThat(subscribers.verifyConsent().faults())
        .containsExactly("record " + left + " was put in later");
  }

  @Test
  void aSealIsDatedWithTheLockHeldSoThatNoDayGetsOneBehindItsRoot() {
    SubscriberId anna = id("anna");
    Rights rights = new Rights(database.get(), List.of());
    List<CompletableFuture<Boolean>> erasure = new ArrayList<>();
    String released =
        database
            .get()
            .inTransaction(handle -> {
              handle.attach(ConsentChainDao.class).lock(); // another node seals
              erasure.add(
                  CompletableFuture.supplyAsync(
                      () -> rights.erase(anna, PAGE), task -> Thread.ofPlatform().start(task)));
              await().atMost(Duration.ofSeconds(20)).until(this::somebodyWaitsToSeal);
              return handle
                  .createQuery("SELECT CAST(clock_timestamp() AS text)")
                  .mapTo(String.class)
                  .one();
            });

    assertThat(erasure.getFirst().join()).isTrue();

    assertThat(
            texts(
                "SELECT count(*) || ' ' || bool_and(sealed_at >= TIMESTAMPTZ '"
                    + released
                    + "') FROM consent_seal WHERE subscriber_id = "
                    + anna.value()))
        .containsExactly("3 true"); // imported, ended, erased
    assertThat(subscribers.verifyConsent().faults()).isEmpty();
  }

  private boolean somebodyWaitsToSeal() {
    return texts(
            "SELECT 'waits' FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database"
                + " = (SELECT oid FROM pg_database WHERE datname = current_database())")
        .equals(List.of("waits"));
  }

  @Test
  void aLinkThatWasMadeAnewShowsInTheNext() {
    subscribers.sealConsent();

    behindTheRules("UPDATE consent_record SET detail = 'a paper form' WHERE event = 'imported'");
    behindTheRules(
        "UPDATE consent_seal s SET content_hash = consent_content_hash(r),"
            + " chain_hash = sha256(consent_content_hash(r)) FROM consent_record r"
            + " WHERE r.id = s.record_id AND position = 1");

    assertThat(subscribers.verifyConsent().faults())
        .containsExactly("the link of record " + latest() + " was changed");
  }

  @Test
  void aChainThatWasMadeAnewShowsInTheRootsOfItsDayAndOfAllLater() {
    sealedOn("2026-06-01");
    subscribers.unsubscribe(id("ben"), BRIEFING, UnsubscribeCause.ONE_CLICK, PAGE);
    sealedOn("2026-06-02");
    assertThat(subscribers.verifyConsent().faults()).isEmpty();
    assertThat(subscribers.consentRoots(9))
        .extracting(root -> root.day() + " " + root.records())
        .containsExactly("2026-06-02 1", "2026-06-01 3");

    behindTheRules("UPDATE consent_record SET detail = 'a paper form' WHERE id = " + latest());
    behindTheRules(
        "UPDATE consent_seal s SET content_hash = consent_content_hash(r),"
            + " chain_hash = sha256(b.chain_hash || consent_content_hash(r))"
            + " FROM consent_record r, consent_seal b WHERE r.id = s.record_id AND s.position = 2"
            + " AND b.subscriber_id = s.subscriber_id AND b.position = 1");

    assertThat(subscribers.verifyConsent().faults())
        .containsExactly("the root of 2026-06-02 is wrong");
  }

  @Test
  void anErasureTakesWhatARecordSaysAndKeepsTheChain() {
    subscribers.sealConsent();
    String erasure =
        "UPDATE consent_record SET erased_at = now(), salt = NULL, detail = '', method = '',"
            + " locale = '', wording_id = NULL, source_url = NULL, network_prefix = NULL,"
            + " edition_id = NULL WHERE subscriber_id = "
            + id("anna").value();

    database.get().useTransaction(handle -> handle.execute(erasure));

    assertThat(subscribers.verifyConsent()).isEqualTo(new ConsentProof(3, List.of()));
    assertThatThrownBy(() -> database.get().useTransaction(handle -> handle.execute(erasure)))
        .hasMessageContaining("append-only");
  }

  @Test
  void linksAndRootsAreAppendOnly() {
    sealedOn("2026-06-01");

    for (String act :
        List.of(
            "UPDATE consent_seal SET position = 7",
            "DELETE FROM consent_seal",
            "UPDATE consent_root SET records = 7",
            "DELETE FROM consent_root")) {
      assertThatThrownBy(() -> database.get().useTransaction(handle -> handle.execute(act)))
          .hasMessageContaining("append-only");
    }
  }

  /// Seals as on that day, and makes its root.
  private void sealedOn(String day) {
    subscribers.sealConsent();
    behindTheRules(
        "UPDATE consent_seal SET sealed_at = TIMESTAMPTZ '"
            + day
            + " 12:00:00Z'"
            + " WHERE sealed_at > now() - interval '1 hour'");
    subscribers.sealConsent();
  }

  /// As whoever owns the database; returns the latest record.
  private long behindTheRules(String act) {
    database
        .get()
        .useTransaction(handle -> {
          handle.execute("SET LOCAL session_replication_role = replica");
          assertThat(handle.execute(act)).isPositive();
        });
    return latest();
  }

  private long latest() {
    return Long.parseLong(texts("SELECT max(id)::text FROM consent_record").getFirst());
  }

  private List<String> texts(String query) {
    return database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  private SubscriberId id(String name) {
    return subscribers.byAddress(new EmailAddress(name, "reader.example")).orElseThrow();
  }

  private static ImportedReader reader(String name) {
    return ReaderFixture.agreed(
        new EmailAddress(name, "reader.example"), "", NOW, "a list of opt-ins");
  }
}
