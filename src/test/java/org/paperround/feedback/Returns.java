package org.paperround.feedback;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.Counter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.mapper.MapMapper;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.digest.DigestLinks;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.Relay;
import org.paperround.mail.RelayConnection;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;
import org.paperround.platform.crypto.Base32;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.StoryFixture;

/// A whole engine with a real return box: SMTP in, IMAP out.
final class Returns implements AutoCloseable {
  static final Instant MORNING = Instant.parse("2026-06-10T05:00:00Z");
  private static final String KEYS = "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String BOX = "returned@bounce.news.example";

  final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP)
          });
  final SettableClock clock = new SettableClock(MORNING);
  final Paperround engine;
  final Newsletter newsletter;
  final ReaderLinks readerLinks;
  final DigestLinks digestLinks;
  private final TokenSigner signer = new TokenSigner(Keyring.parse(new Secret(KEYS)));

  Returns(String databaseUrl) {
    server.start();
    server.setUser(BOX, "returned", "secret");
    this.engine = new Paperround(config(databaseUrl, server.getImap().getPort()), clock);
    this.newsletter = engine.newsletters().define(NewsletterFixture.BRIEFING.build());
    URI site = engine.config().publicUrl();
    this.readerLinks = new ReaderLinks(signer, site, "bounce.news.example");
    this.digestLinks = new DigestLinks(signer, site, "bounce.news.example", false);
  }

  static Config config(String databaseUrl, int port) {
    Map<String, String> environment =
        Map.of(
            "PAPERROUND_DATABASE_URL", databaseUrl,
            "PAPERROUND_MAIL_DOMAIN", "news.example",
            "PAPERROUND_LINKS_KEYS", KEYS,
            "PAPERROUND_FEEDBACK_IMAP_HOST", "localhost",
            "PAPERROUND_FEEDBACK_IMAP_PORT", Integer.toString(port),
            "PAPERROUND_FEEDBACK_IMAP_TLS", "none",
            "PAPERROUND_FEEDBACK_IMAP_USER", "returned",
            "PAPERROUND_FEEDBACK_IMAP_PASSWORD", "secret");
    return Config.read(new Settings(Map.of(), environment));
  }

  SubscriberId reader(String address) {
    return reader(newsletter.id(), address);
  }

  SubscriberId reader(NewsletterId offer, String address) {
    ImportedReader reader =
        ReaderFixture.agreed(
            EmailAddress.of(address), "Ada", clock.instant().minus(Duration.ofDays(9)), "a form");
    engine.subscribers().importConfirmed(offer, List.of(reader), clock.instant());
    return engine.subscribers().byAddress(EmailAddress.of(address)).orElseThrow();
  }

  /// An edition of this moment that a relay accepted for everybody.
  Edition sent() {
    new StoryFixture(engine.database()).publish(6, clock.instant());
    Edition edition = engine.editions().build(newsletter, clock.instant());
    engine.editions().approve(edition.id(), StaffActor.CLI);
    engine.deliveries().tick();
    execute(
        "UPDATE delivery SET state = 3, claimed_at = '%1$s', settled_at = '%1$s' WHERE edition_id = %2$s"
            .formatted(clock.instant(), edition.id()));
    execute(
        """
        INSERT INTO attempt (edition_id, subscriber_id, node_id, at, edition_date, number, outcome)
        SELECT edition_id, subscriber_id, 1, claimed_at, edition_date, 1, 0
        FROM delivery WHERE edition_id = %s
        """
            .formatted(edition.id()));
    return engine.editions().find(edition.id()).orElseThrow();
  }

  /// What a mail of this edition to this reader is called.
  Sample of(Edition edition, SubscriberId reader, String address) {
    byte[] hash = signer.hash("digest-message-id", reader + ":" + edition.id());
    return new Sample(
        digestLinks.envelopeFrom(new DigestLinks.DeliveryKey(reader, edition.id(), edition.date())),
        "<d." + edition.id() + "." + Base32.encode(Arrays.copyOf(hash, 10)) + "@news.example>",
        "<"
            + readerLinks.unsubscribeUrl(reader, edition.newsletter())
            + ">, <mailto:"
            + readerLinks.unsubscribeMailAddress(reader, edition.newsletter())
            + ">",
        address);
  }

  void deliver(String mail) throws Exception {
    byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);
    Envelope envelope = new Envelope(EmailAddress.of("s@x.example"), EmailAddress.of(BOX));
    try (RelayConnection relay = new Relay(RelayFixture.at(server.getSmtp().getPort())).connect()) {
      if (!(relay.send(envelope, bytes, bytes.length)
          instanceof org.paperround.mail.TransmissionOutcome.Accepted)) {
        throw new IllegalStateException("the mail was not delivered");
      }
    }
  }

  /// Reads the box once; returns what was read, by kind, since the beginning.
  Map<String, Integer> poll() {
    engine.feedback().poll();
    Map<String, Integer> kinds = new TreeMap<>();
    for (Counter counter :
        engine.metrics().registry().find("paperround.feedback.mails").counters()) {
      String kind = counter.getId().getTag("kind");
      kinds.put(kind == null ? "" : kind, (int) counter.count());
    }
    return kinds;
  }

  /// Delivers it and reads the box.
  Map<String, Integer> poll(String mail) throws Exception {
    deliver(mail);
    return poll();
  }

  void execute(String sql) {
    engine.database().useTransaction(handle -> handle.execute(sql));
  }

  /// Rows of a query, each as its values beside each other.
  List<String> rows(String sql) {
    return engine
        .database()
        .jdbi()
        .withHandle(handle ->
            handle.createQuery(sql).map(new MapMapper()).list().stream()
                .map(row ->
                    row.values().stream()
                        .map(String::valueOf)
                        .collect(java.util.stream.Collectors.joining(" ")))
                .toList());
  }

  List<String> suppressions() {
    return rows("SELECT reason, evidence FROM suppression ORDER BY since, reason");
  }

  @Override
  public void close() {
    engine.close();
    server.stop();
  }
}
