package org.paperround.digest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.paperround.article.StoryId;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Letter;
import org.paperround.edition.Pool;
import org.paperround.edition.Words;
import org.paperround.mail.DkimSigner;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.database.Database;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.SettableClock;

/// An edition that the database knows, and the digests of it.
final class DigestFixture {
  static final Instant AT = Instant.parse("2026-11-24T06:00:07Z");
  static final LocalDate DATE = LocalDate.of(2026, 11, 24);
  static final URI PUBLIC_URL = URI.create("https://news.thecourier.example");
  static final TokenSigner SIGNER = new TokenSigner(new Keyring(Map.of(1, key())));
  static final DigestLinks LINKS =
      new DigestLinks(SIGNER, PUBLIC_URL, "bounce.news.thecourier.example", false);
  static final ReaderLinks READER_LINKS =
      new ReaderLinks(SIGNER, PUBLIC_URL, "news.thecourier.example");
  static final Newsletter BRIEFING =
      NewsletterFixture.BRIEFING.from("briefing@news.thecourier.example").build();

  private final Database database;
  private final DkimSigner dkim;
  final Edition edition;

  DigestFixture(Database database, DkimSigner dkim) {
    this(database, dkim, edition(insert(database), Words.NONE));
  }

  private DigestFixture(Database database, DkimSigner dkim, Edition edition) {
    this.database = database;
    this.dkim = dkim;
    this.edition = edition;
  }

  /// The same edition with the editor's words.
  DigestFixture worded(Words words) {
    return new DigestFixture(database, dkim, edition(edition.id().value(), words));
  }

  /// A letter to its readers.
  DigestFixture correcting(String text) {
    Letter letter =
        new Letter(
            edition.id(),
            new StoryId(1),
            text,
            new Letter.Shown(
                "Bridge to be closed until Friday", "https://www.thecourier.example/uk/bridge"));
    Edition written =
        new Edition(
            edition.id(),
            edition.newsletter(),
            edition.date(),
            edition.plannedAt(),
            edition.cutOff(),
            edition.expiresAt(),
            edition.state(),
            edition.revision() + 1,
            new Words(
                List.of("Correction: the bridge is open"),
                "We wrote that the bridge was closed until Friday. It is open, and always was.",
                0,
                null),
            letter);
    return new DigestFixture(database, dkim, written);
  }

  /// A node: its own memory, the same database.
  Digests digests() {
    return digests(new Templates(null));
  }

  /// The same with templates of an operator's.
  Digests digests(Templates templates) {
    return new Digests(
        database,
        templates,
        new SettableClock(AT),
        LINKS,
        READER_LINKS,
        new DigestIdentity("news.thecourier.example", "thecourier", SIGNER, dkim));
  }

  Pool pool(CardFixture... cards) {
    return pool(List.of(cards).stream().map(CardFixture::build).toList());
  }

  Pool pool(List<Card> cards) {
    return new Pool(edition.id(), edition.revision(), cards);
  }

  /// Nine cards: five on the front page, four in the tail of three sections.
  Pool usualPool() {
    return pool(
        IntStream.rangeClosed(1, 9)
            .mapToObj(n -> n <= 5 ? CardFixture.card(n).front(n) : CardFixture.card(n))
            .map(CardFixture::build)
            .toList());
  }

  Plan plan(Pool pool) {
    return digests().plan(edition, pool, BRIEFING, Locale.ENGLISH);
  }

  DigestRequest request(ChosenCard... cards) {
    return request("Anna", true, List.of(cards));
  }

  DigestRequest request(String name, boolean trackingConsent, List<ChosenCard> cards) {
    return new DigestRequest(
        edition,
        new SubscriberId(4711),
        EmailAddress.of("anna@reader.example"),
        name,
        ZoneId.of("Europe/London"),
        trackingConsent,
        false,
        cards,
        0,
        AT);
  }

  static ChosenCard front(int ordinal) {
    return new ChosenCard(ordinal, new Reason.FrontPage(), false);
  }

  static ChosenCard section(int ordinal, String section) {
    return new ChosenCard(ordinal, new Reason.FollowsSection(section), false);
  }

  static ChosenCard brief(int ordinal) {
    return new ChosenCard(ordinal, new Reason.TopStory(), false);
  }

  static String ascii(byte[] message) {
    return new String(message, StandardCharsets.US_ASCII);
  }

  private static Edition edition(long id, Words words) {
    return new Edition(
        new EditionId(id),
        new NewsletterId(1),
        DATE,
        AT,
        AT,
        AT.plus(Duration.ofHours(24)),
        EditionState.SENDING,
        3,
        words,
        null);
  }

  private static long insert(Database database) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off,
                      expires_at, state, state_since, revision)
                    SELECT id, :date, :at, :at, :at, 'sending', :at, 3 FROM newsletter LIMIT 1
                    RETURNING id
                    """)
                .bind("date", DATE)
                .bind("at", AT)
                .mapTo(Long.class)
                .one());
  }

  private static byte[] key() {
    return "a key of thirty-two bytes, or so".getBytes(StandardCharsets.US_ASCII);
  }
}
