package org.paperround.digest;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.paperround.article.ArticleImage;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.crypto.Base32;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.subscriber.SubscriberId;

/// Links that name one delivery: `/r/TOKEN` click (delivery and card number; the target is stored,
/// never in the URL), `/v/TOKEN` view in browser; and the VERP envelope address. `/i/TOKEN` is a
/// card's image and names no reader. Purposes differ, so none can stand in for another
/// (mail-standards I2). Thread-safe.
public final class DigestLinks {
  private static final String CLICK = "digest-click";
  private static final String VIEW = "digest-view";
  private static final String BOUNCE = "digest-bounce";
  private static final String IMAGE = "digest-image";
  private static final int MAX_ORDINAL = Short.MAX_VALUE;
  private static final int MAX_SIDE = 4_000;

  private final TokenSigner signer;
  private final String base;
  private final String bounceDomain;
  private final boolean ownImages;

  /// `ownImages`: mails show articles' images through us.
  public DigestLinks(TokenSigner signer, URI publicUrl, String bounceDomain, boolean ownImages) {
    this.signer = signer;
    this.base = publicUrl.toString();
    this.bounceDomain = bounceDomain;
    this.ownImages = ownImages;
  }

  /// With which every link of ours begins.
  String base() {
    return base;
  }

  /// With which every link begins that counts a click.
  String clickPrefix() {
    return base + "/r/";
  }

  public String clickUrl(DeliveryKey delivery, int cardOrdinal) {
    return clickPrefix() + signer.sign(CLICK, payload(delivery).add(cardOrdinal).bytes());
  }

  /// What went out, for anybody; not signed, for it names nobody.
  public String archiveUrl(Newsletter newsletter) {
    return base + "/archive/" + newsletter.slug();
  }

  /// One edition of it.
  public String archiveUrl(Newsletter newsletter, Edition edition) {
    return archiveUrl(newsletter) + "/" + edition.date() + "-" + edition.id();
  }

  /// Where a mail finds the image of a card, to be shown in a box of so many pixels.
  String imageUrl(EditionId edition, int cardOrdinal, ArticleImage image, int width, int height) {
    if (!ownImages) {
      return image.url();
    }
    byte[] named =
        new Varints().add(edition.value()).add(cardOrdinal).add(width).add(height).bytes();
    return base + "/i/" + signer.sign(IMAGE, named);
  }

  public Optional<SizedImage> image(String token) {
    return signer.verify(IMAGE, token).flatMap(DigestLinks::sizedImage);
  }

  private static Optional<SizedImage> sizedImage(byte[] payload) {
    Varints numbers = new Varints(payload);
    long edition = numbers.next();
    long ordinal = numbers.next();
    long width = numbers.next();
    long height = numbers.next();
    boolean good =
        numbers.finished()
            && edition > 0
            && ordinal > 0
            && ordinal <= MAX_ORDINAL
            && Math.min(width, height) > 0
            && Math.max(width, height) <= MAX_SIDE;
    return good
        ? Optional.of(
            new SizedImage(new EditionId(edition), (int) ordinal, (int) width, (int) height))
        : Optional.empty();
  }

  public String viewUrl(DeliveryKey delivery) {
    return base + "/v/" + signer.sign(VIEW, payload(delivery).bytes());
  }

  /// `b+TOKEN@bounce-domain`, local part at most 64 octets (mail-standards F8), of one case because
  /// some servers change it.
  public String envelopeFrom(DeliveryKey delivery) {
    return envelopeSender(delivery).toString();
  }

  EmailAddress envelopeSender(DeliveryKey delivery) {
    byte[] token = signer.signBytes(BOUNCE, payload(delivery).bytes());
    return new EmailAddress("b+" + Base32.encode(token), bounceDomain);
  }

  public Optional<Click> click(String token) {
    return signer
        .verify(CLICK, token)
        .flatMap(payload -> {
          Varints numbers = new Varints(payload);
          Optional<DeliveryKey> delivery = delivery(numbers);
          long ordinal = numbers.next();
          boolean good = numbers.finished() && ordinal > 0 && ordinal <= MAX_ORDINAL;
          return good ? delivery.map(key -> new Click(key, (int) ordinal)) : Optional.empty();
        });
  }

  public Optional<DeliveryKey> view(String token) {
    return signer.verify(VIEW, token).flatMap(DigestLinks::onlyDelivery);
  }

  /// `token` is what stands between `b+` and `@`, in either case.
  public Optional<DeliveryKey> bounce(String token) {
    return Base32.decode(token)
        .flatMap(bytes -> signer.verifyBytes(BOUNCE, bytes))
        .flatMap(DigestLinks::onlyDelivery);
  }

  private static Varints payload(DeliveryKey delivery) {
    return new Varints()
        .add(delivery.subscriber().value())
        .add(delivery.edition().value())
        .add(delivery.date().toEpochDay());
  }

  private static Optional<DeliveryKey> onlyDelivery(byte[] payload) {
    Varints numbers = new Varints(payload);
    Optional<DeliveryKey> delivery = delivery(numbers);
    return numbers.finished() ? delivery : Optional.empty();
  }

  private static Optional<DeliveryKey> delivery(Varints numbers) {
    long subscriber = numbers.next();
    long edition = numbers.next();
    long day = numbers.next();
    if (subscriber <= 0 || edition <= 0 || day < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new DeliveryKey(
              new SubscriberId(subscriber), new EditionId(edition), LocalDate.ofEpochDay(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// The ledger's key.
  public record DeliveryKey(SubscriberId subscriber, EditionId edition, LocalDate date) {}

  public record Click(DeliveryKey delivery, int cardOrdinal) {}

  /// A card's image in a box of so many pixels.
  public record SizedImage(EditionId edition, int cardOrdinal, int width, int height) {}
}
