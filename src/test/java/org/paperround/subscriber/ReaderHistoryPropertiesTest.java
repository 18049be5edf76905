package org.paperround.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.mail.ReadMail;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.template.Templates;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// Whatever readers, mail servers and the operator do, in whatever order: what the tables say of a
/// reader is what follows from the consent records alone, and the chain over them is whole.
class ReaderHistoryPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  private static final int SEEDS = 20;
  private static final int ACTS = 40;
  private static final int READERS = 3;

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final SettableClock clock = new SettableClock(NOW);
  private final TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
  private final ReaderLinks links =
      new ReaderLinks(signer, URI.create("https://news.example"), "news.example");

  private Subscribers subscribers;
  private Rights rights;
  private List<NewsletterId> offers;
  private Map<Long, Long> changes;

  @Test
  void theStateOfAReaderIsWhatTheRecordsSay() {
    Newsletters newsletters = new Newsletters(database.get());
    newsletters.define(NewsletterFixture.BRIEFING.slug("evening").build());
    offers = newsletters.all().stream().map(offer -> offer.id()).toList();
    Outbox outbox = new Outbox(database.get(), clock, "news.example", "newsroom");
    subscribers =
        new Subscribers(database.get(), newsletters, outbox, new Templates(null), signer, links);
    rights = new Rights(database.get(), List.of());
    changes = new HashMap<>();

    for (int seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      StringBuilder acts = new StringBuilder("seed " + seed);
      for (int act = 0; act < ACTS; act++) {
        clock.advance(Duration.ofMinutes(1 + random.nextInt(600)));
        acts.append(' ').append(act(seed, random));
        assertThat(present()).as(acts.toString()).isEqualTo(recorded());
      }
      subscribers.sealConsent();
    }
    clock.advance(Duration.ofHours(1));
    subscribers.sealConsent();
    assertThat(subscribers.verifyConsent())
        .isEqualTo(
            new ConsentProof(database.number("SELECT count(*) FROM consent_record"), List.of()));
    for (String happened :
        List.of(
            "event = 'confirmed' AND detail = ''",
            "event = 'confirmed' AND detail = 'undo'",
            "event = 'ended' AND detail = 'one_click'",
            "event = 'ended' AND detail = 'page'",
            "event = 'ended' AND detail = 'complaint'",
            "event = 'tracking_granted'",
            "event = 'tracking_withdrawn'",
            "event = 'suppressed'",
            "event = 'unsuppressed'",
            "event = 'erased'")) {
      assertThat(database.number("SELECT count(*) FROM consent_record WHERE " + happened))
          .as(happened)
          .isPositive();
    }
  }

  /// Does something to somebody; returns what.
  private String act(int seed, Random random) {
    EmailAddress address = address(seed, random);
    NewsletterId offer = offers.get(random.nextInt(offers.size()));
    Optional<SubscriberId> reader = subscribers.byAddress(address);
    Act act = Act.values()[random.nextInt(Act.values().length)];
    if (reader.isEmpty() || act == Act.SIGN_UP || act == Act.SIGN_UP_AGAIN) {
      subscribers.signUp(
          new SignUp(
              address,
              "",
              offer,
              Locale.ENGLISH,
              ZoneId.of("Europe/London"),
              "I want it",
              provenance()));
      return "SIGN_UP";
    }
    act(act, new ReaderLinks.Named(reader.get(), offer), address(seed, random), random);
    return act.name();
  }

  private void act(Act act, ReaderLinks.Named named, EmailAddress other, Random random) {
    SubscriberId id = named.subscriber();
    switch (act) {
      case SIGN_UP, SIGN_UP_AGAIN -> throw new IllegalStateException();
      case CONFIRM, CONFIRM_AGAIN, CONFIRM_OFTEN ->
          token("/c/").ifPresent(token -> subscribers.confirm(token, provenance()));
      case CHANGE -> change(named, random.nextBoolean());
      case UNDO ->
          subscribers
              .undo(named, changes.getOrDefault(id.value(), 0L), provenance())
              .ifPresent(next -> changes.put(id.value(), next));
      case ONE_CLICK ->
          subscribers.unsubscribe(id, named.newsletter(), UnsubscribeCause.ONE_CLICK, provenance());
      case LEAVE, LEAVE_OFTEN -> leave(named, random);
      case JOIN -> subscribers.join(id, named.newsletter(), "I want it too", provenance());
      case SUPPRESS -> suppress(id, random.nextInt(8) == 0);
      case MOVE -> {
        subscribers.requestAddress(named, other, provenance());
        token("/a/").ifPresent(token -> subscribers.confirmAddress(token, provenance()));
      }
      case ERASE -> {
        if (random.nextInt(3) == 0) {
          rights.erase(id, provenance());
        }
      }
      case PURGE -> {
        clock.advance(Duration.ofDays(random.nextInt(40)));
        rights.forgetUnconfirmed(clock.instant());
      }
    }
  }

  private enum Act {
    SIGN_UP,
    SIGN_UP_AGAIN,
    CONFIRM,
    CONFIRM_AGAIN,
    CONFIRM_OFTEN,
    CHANGE,
    UNDO,
    ONE_CLICK,
    LEAVE,
    LEAVE_OFTEN,
    JOIN,
    SUPPRESS,
    MOVE,
    ERASE,
    PURGE
  }

  private void leave(ReaderLinks.Named named, Random random) {
    String undo = subscribers.leave(named, random.nextBoolean(), provenance()).undoUrl();
    if (undo != null && random.nextInt(4) > 0) {
      clock.advance(Duration.ofHours(random.nextInt(26)));
      subscribers.comeBack(undo.substring(undo.lastIndexOf('/') + 1), provenance());
    }
  }

  /// New ones with every seed: who complained is never written to again.
  private static EmailAddress address(int seed, Random random) {
    return new EmailAddress("r" + random.nextInt(READERS), "seed" + seed + ".example");
  }

  private void change(ReaderLinks.Named named, boolean consent) {
    subscribers
        .preferences(named.subscriber(), named.newsletter())
        .ifPresent(present ->
            subscribers
                .changePreferences(tracking(present, consent), provenance())
                .ifPresent(change -> changes.put(named.subscriber().value(), change)));
  }

  private static Preferences tracking(Preferences present, boolean consent) {
    return new Preferences(
        present.subscriber(),
        present.newsletter(),
        present.maskedAddress(),
        present.name(),
        present.subscribed(),
        present.follows(),
        Set.of(),
        present.hour() == null ? 7 : null,
        present.days(),
        present.maxStories(),
        present.pausedUntil(),
        present.zone(),
        present.locale(),
        consent,
        present.alerts(),
        present.textOnly());
  }

  private void suppress(SubscriberId id, boolean complaint) {
    SuppressionReason reason =
        complaint ? SuppressionReason.COMPLAINT : SuppressionReason.HARD_BOUNCE;
    database
        .get()
        .useTransaction(
            handle -> subscribers.suppress(handle, id, reason, "test", clock.instant()));
  }

  private Provenance provenance() {
    return new Provenance("link", clock.instant(), null, "192.0.2.0/24");
  }

  /// Of the last such mail.
  private Optional<String> token(String path) {
    Pattern link = Pattern.compile(Pattern.quote("https://news.example" + path) + "([\\w-]+)");
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT message FROM outbox_mail WHERE message IS NOT NULL ORDER BY id DESC"
                        + " LIMIT 6")
                .mapTo(byte[].class)
                .list())
        .stream()
        .map(message -> link.matcher(ReadMail.parse(message).text()))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  /// `reader newsletter: state` and `reader tracking` of everybody, as the tables have it. A wish
  /// that nobody confirmed in time is none, whether or not it was purged yet.
  private String present() {
    return text(
        """
        SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
          SELECT subscriber_id || ' ' || newsletter_id || ': '
            || CASE WHEN state = 'pending' AND requested_at < :over THEN 'ended' ELSE state END AS line
          FROM subscription
          WHERE NOT (state = 'pending' AND requested_at < :over AND ended_at IS NULL)
          UNION ALL
          SELECT id || ' tracking' FROM subscriber WHERE tracking_consent
          UNION ALL
          SELECT sb.id || ' ' || su.reason FROM subscriber sb JOIN suppression su USING (address_hash)
          WHERE su.reason IN ('hard_bounce', 'complaint')
            AND EXISTS (SELECT 1 FROM consent_record r WHERE r.subscriber_id = sb.id AND r.event = 'suppressed'))
          AS lines
        """);
  }

  /// The same, from nothing but the records.
  private String recorded() {
    return text(
        """
        WITH record AS (
          SELECT r.*, row_number() OVER (ORDER BY id) AS n FROM consent_record r
          WHERE NOT (r.event = 'requested' AND r.at < :over)
        ), state AS (
          SELECT DISTINCT ON (subscriber_id, newsletter_id) subscriber_id, newsletter_id,
            CASE WHEN event = 'requested' AND EXISTS (
                   SELECT 1 FROM record c
                   WHERE c.subscriber_id = r.subscriber_id AND c.newsletter_id = r.newsletter_id AND c.n < r.n
                     AND c.event IN ('confirmed', 'imported')
                     AND NOT EXISTS (
                       SELECT 1 FROM record e
                       WHERE e.subscriber_id = r.subscriber_id AND e.newsletter_id = r.newsletter_id
                         AND e.event = 'ended' AND e.n > c.n AND e.n < r.n)) THEN 'confirmed'
                 WHEN event = 'requested' THEN 'pending'
                 WHEN event = 'ended' THEN 'ended' ELSE 'confirmed' END AS state
          FROM record r
          WHERE newsletter_id IS NOT NULL AND event IN ('requested', 'confirmed', 'imported', 'ended')
          ORDER BY subscriber_id, newsletter_id, n DESC
        ), tracking AS (
          SELECT DISTINCT ON (subscriber_id) subscriber_id, event FROM record
          WHERE event IN ('tracking_granted', 'tracking_withdrawn', 'erased')
          ORDER BY subscriber_id, n DESC
        ), shut_out AS (
          SELECT DISTINCT ON (subscriber_id) subscriber_id, event, detail FROM record
          WHERE event IN ('suppressed', 'unsuppressed', 'erased') OR (event = 'changed' AND detail = 'address')
          ORDER BY subscriber_id, n DESC
        )
        SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
          SELECT subscriber_id || ' ' || newsletter_id || ': ' || state AS line FROM state
          UNION ALL
          SELECT subscriber_id || ' tracking' FROM tracking WHERE event = 'tracking_granted'
          UNION ALL
          SELECT subscriber_id || ' ' || detail FROM shut_out WHERE event = 'suppressed') AS lines
        """);
  }

  private String text(String sql) {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(sql)
                .bind("over", clock.instant().minus(Rights.UNCONFIRMED_KEPT))
                .mapTo(String.class)
                .one());
  }
}
