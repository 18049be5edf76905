package org.paperround.subscriber;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.crypto.Base32;
import org.paperround.platform.crypto.TokenSigner;

/// The links a reader acts through: purpose-bound tokens that name a reader and a newsletter only,
/// so that they outlive every edition (mail-standards I2). Those that open a reader's own pages
/// name the address, too, to which they were mailed: who has a mailbox that its reader has left
/// sees nothing of them there. Thread-safe.
///
/// Paths: `/u/TOKEN` unsubscribe, `/u/undo/TOKEN` undo it, `/p/TOKEN` preferences, `/c/TOKEN`
/// confirm, `/a/TOKEN` another address, `/k/TOKEN` keep.
public final class ReaderLinks {
  private static final String UNSUBSCRIBE = "unsubscribe";
  private static final String PREFERENCES = "preferences";
  private static final String CONFIRM = "confirm";
  private static final String ADDRESS = "address";
  private static final String KEEP = "keep";
  private static final String UNDO = "undo";
  private static final int LEFT_BYTES = Long.BYTES + Long.BYTES;
  private static final int NAMED_BYTES = Long.BYTES + Integer.BYTES;
  private static final int MAILED_BYTES = NAMED_BYTES + Integer.BYTES;
  private static final int REQUEST_BYTES = NAMED_BYTES + Integer.BYTES + Long.BYTES;

  private final TokenSigner signer;
  private final AddressHashes hashes;
  private final String base;
  private final String mailDomain;

  public ReaderLinks(TokenSigner signer, URI publicUrl, String unsubscribeMailDomain) {
    this.signer = signer;
    this.hashes = new AddressHashes(signer);
    this.base = publicUrl.toString();
    this.mailDomain = unsubscribeMailDomain;
  }

  /// With which every link of ours begins.
  String base() {
    return base;
  }

  /// Where anybody signs up for it.
  public String signUpUrl(Newsletter newsletter) {
    return base + "/sign-up/" + newsletter.slug();
  }

  public String unsubscribeUrl(SubscriberId subscriber, NewsletterId newsletter) {
    return unsubscribeLinks(subscriber, newsletter).url();
  }

  public String unsubscribeMailAddress(SubscriberId subscriber, NewsletterId newsletter) {
    return unsubscribeLinks(subscriber, newsletter).mail();
  }

  /// Both by one signature.
  public UnsubscribeLinks unsubscribeLinks(SubscriberId subscriber, NewsletterId newsletter) {
    byte[] token = signer.signBytes(UNSUBSCRIBE, bytes(new Named(subscriber, newsletter)));
    return new UnsubscribeLinks(
        base + "/u/" + TokenSigner.text(token),
        "unsubscribe+" + Base32.encode(token) + "@" + mailDomain);
  }

  /// The reader's page; works as long as they have this address.
  public String preferencesUrl(
      SubscriberId subscriber, NewsletterId newsletter, EmailAddress mailedTo) {
    return base + "/p/" + signer.sign(PREFERENCES, mailed(subscriber, newsletter, mailedTo));
  }

  /// The value of List-Unsubscribe.
  String listUnsubscribe(SubscriberId subscriber, NewsletterId newsletter) {
    UnsubscribeLinks addresses = unsubscribeLinks(subscriber, newsletter);
    return addresses.listField(addresses.url());
  }

  /// Says that the newsletter is still wanted; works as long as the reader has this address.
  public String keepUrl(SubscriberId subscriber, NewsletterId newsletter, EmailAddress mailedTo) {
    return base + "/k/" + signer.sign(KEEP, mailed(subscriber, newsletter, mailedTo));
  }

  Optional<Mailed> keep(String token) {
    return signer.verify(KEEP, token).flatMap(ReaderLinks::mailed);
  }

  /// What a token of an unsubscribe address or link names: of `/u/TOKEN`, or the part after the
  /// plus of the mail address.
  public Optional<Named> unsubscribe(String token) {
    return signer
        .verify(UNSUBSCRIBE, token)
        .or(() -> Base32.decode(token).flatMap(bytes -> signer.verifyBytes(UNSUBSCRIBE, bytes)))
        .flatMap(ReaderLinks::named);
  }

  Optional<Mailed> preferences(String token) {
    return signer.verify(PREFERENCES, token).flatMap(ReaderLinks::mailed);
  }

  String confirmUrl(Request request) {
    return base + "/c/" + signer.sign(CONFIRM, bytes(request));
  }

  Optional<Request> confirm(String token) {
    return request(CONFIRM, token);
  }

  String addressUrl(Request request) {
    return base + "/a/" + signer.sign(ADDRESS, bytes(request));
  }

  Optional<Request> address(String token) {
    return request(ADDRESS, token);
  }

  private static byte[] bytes(Request request) {
    return ByteBuffer.allocate(REQUEST_BYTES)
        .put(bytes(request.named()))
        .putInt(request.number())
        .putLong(request.issuedAt().getEpochSecond())
        .array();
  }

  private Optional<Request> request(String purpose, String token) {
    return signer
        .verify(purpose, token)
        .filter(payload -> payload.length == REQUEST_BYTES)
        .map(payload -> {
          ByteBuffer buffer = ByteBuffer.wrap(payload);
          return new Request(
              named(buffer), buffer.getInt(), Instant.ofEpochSecond(buffer.getLong()));
        });
  }

  String undoUrl(Left left) {
    byte[] payload =
        ByteBuffer.allocate(LEFT_BYTES)
            .putLong(left.subscriber().value())
            .putLong(left.at().toEpochMilli())
            .array();
    return base + "/u/undo/" + signer.sign(UNDO, payload);
  }

  /// What a token of `/u/undo/TOKEN` names.
  Optional<Left> undo(String token) {
    return signer
        .verify(UNDO, token)
        .filter(payload -> payload.length == LEFT_BYTES)
        .map(payload -> {
          ByteBuffer buffer = ByteBuffer.wrap(payload);
          return new Left(
              new SubscriberId(buffer.getLong()), Instant.ofEpochMilli(buffer.getLong()));
        });
  }

  private byte[] mailed(SubscriberId subscriber, NewsletterId newsletter, EmailAddress mailedTo) {
    return ByteBuffer.allocate(MAILED_BYTES)
        .put(bytes(new Named(subscriber, newsletter)))
        .putInt(mark(hashes.of(mailedTo)))
        .array();
  }

  private static Optional<Mailed> mailed(byte[] payload) {
    if (payload.length != MAILED_BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(payload);
    return Optional.of(new Mailed(named(buffer), buffer.getInt()));
  }

  /// Tells a reader's addresses apart; the token is signed, so that nobody can try others.
  private static int mark(byte[] addressHash) {
    return ByteBuffer.wrap(addressHash).getInt();
  }

  private static byte[] bytes(Named named) {
    return ByteBuffer.allocate(NAMED_BYTES)
        .putLong(named.subscriber().value())
        .putInt(Math.toIntExact(named.newsletter().value()))
        .array();
  }

  private static Optional<Named> named(byte[] payload) {
    return payload.length == NAMED_BYTES
        ? Optional.of(named(ByteBuffer.wrap(payload)))
        : Optional.empty();
  }

  private static Named named(ByteBuffer buffer) {
    return new Named(new SubscriberId(buffer.getLong()), new NewsletterId(buffer.getInt()));
  }

  /// Where a reader unsubscribes: the page, and `unsubscribe+TOKEN@domain`, whose token is base32,
  /// which survives a change of case; its local part is at most 64 octets.
  public record UnsubscribeLinks(String url, String mail) {
    /// The value of List-Unsubscribe (RFC 8058 3.1, RFC 2369 3.2): one https address, one mail
    /// address. `shown`: the page as this mail names it.
    public String listField(String shown) {
      return "<" + shown + ">, <mailto:" + mail + ">";
    }
  }

  /// What such a token names.
  public record Named(SubscriberId subscriber, NewsletterId newsletter) {}

  /// What the link names that opens a reader's own page, and a mark of the address that got it.
  record Mailed(Named named, int mark) {
    boolean to(byte[] addressHash) {
      return mark == ReaderLinks.mark(addressHash);
    }
  }

  /// What an undo link names: who left, and the instant of that, to the millisecond.
  record Left(SubscriberId subscriber, Instant at) {}

  /// What a confirmation link names: which request of this subscription, or of another address, and
  /// when the link was made.
  record Request(Named named, int number, Instant issuedAt) {}
}
