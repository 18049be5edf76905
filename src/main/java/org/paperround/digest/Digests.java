package org.paperround.digest;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.paperround.digest.lint.Finding;
import org.paperround.digest.lint.MailLint;
import org.paperround.edition.CardContent;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.mail.Envelope;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Database;
import org.paperround.platform.template.Messages;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;

/// Makes digests: the facade of this package. Thread-safe.
public final class Digests {
  private final DigestLinks links;
  private final ReaderLinks readerLinks;
  private final PlanStore store;
  private final DigestRenderer renderer;
  private final DigestMessage message;
  private final DigestIdentity identity;

  public Digests(
      Database database,
      Templates templates,
      InstantSource clock,
      DigestLinks links,
      ReaderLinks readerLinks,
      DigestIdentity identity) {
    this.links = links;
    this.readerLinks = readerLinks;
    this.store = new PlanStore(database, clock);
    this.renderer = new DigestRenderer(templates, identity.senderId(), links);
    this.message = new DigestMessage(identity);
    this.identity = identity;
  }

  /// The plan of this edition revision in this language: kept in memory, else read from the store,
  /// else rendered and stored, so that every node uses the same bytes. A language without texts
  /// gets the newsletter's.
  public Plan plan(Edition edition, Pool pool, Newsletter newsletter, Locale locale) {
    Locale language = language(locale, newsletter);
    PlanDao.PlanKey key =
        new PlanDao.PlanKey(
            edition.id().value(), pool.revision(), language.getLanguage(), newsletter.look());
    return store.get(key, () -> renderer.render(edition, pool, newsletter, language));
  }

  /// The same, made anew and not kept: of an edition that may change still, by templates that may.
  public Plan draft(Edition edition, Pool pool, Newsletter newsletter, Locale locale) {
    return new Plan(0, renderer.render(edition, pool, newsletter, language(locale, newsletter)));
  }

  /// The plan that a past delivery used.
  public Plan stored(long planId) {
    return store.get(planId);
  }

  /// Deletes plans made before `first`: no delivery that is kept may have used them.
  public void forgetBefore(Instant first) {
    store.forgetBefore(first);
  }

  /// One reader's finished mail: complete bytes, DKIM-signed where a key is configured, and its
  /// envelope. The Message-ID derives from (subscriber, edition), so a resend carries the same; the
  /// same request gives the same bytes.
  public AssembledDigest assemble(Plan plan, DigestRequest request) {
    MailBuffer message = new MailBuffer();
    Envelope envelope = assemble(plan, request, message);
    return new AssembledDigest(envelope, message.toByteArray());
  }

  /// The same into a buffer in place of what is there, for who makes many; returns the envelope.
  public Envelope assemble(Plan plan, DigestRequest request, MailBuffer into) {
    Plan.Content content = plan.content();
    Layout layout = Layout.of(content, request.cards());
    MailLinks own = new MailLinks(links, readerLinks, content, request, request.trackingConsent());
    Fillings fillings = new Fillings(plan, layout, request, own);
    message.write(plan, request, layout, fillings, own.listUnsubscribe(), into);
    return new Envelope(links.envelopeSender(DigestMessage.key(request)), request.address());
  }

  /// As [DigestIdentity#editionOf].
  public Optional<EditionId> editionOf(String messageId, SubscriberId reader) {
    return identity.editionOf(messageId, reader);
  }

  /// The HTML of the same digest without tracked links, for the browser view.
  public String html(Plan plan, DigestRequest request) {
    Plan.Content content = plan.content();
    Layout layout = Layout.of(content, request.cards());
    MailLinks own = new MailLinks(links, readerLinks, content, request, false);
    Fillings fillings = new Fillings(plan, layout, request, own);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Assembly(layout, fillings, out).html(content.html());
    return DigestRenderer.decoded(out.toByteArray());
  }

  /// What may be wrong with a mail of ours to a reader who did not agree to tracking.
  public List<Finding> lint(byte[] message) {
    return MailLint.checkUntracked(message, links.clickPrefix());
  }

  /// The texts that some readers of this newsletter get in English.
  public List<Finding> lintTexts(Newsletter newsletter) {
    return MailLint.checkTexts(renderer.messages(newsletter));
  }

  /// Whether mails show the card's image without words of its own: the headline stands in.
  public static boolean hasSilentImage(CardContent content) {
    return content.image() != null && DigestViews.isSilent(content.image());
  }

  /// English texts are those of Britain.
  private static Locale language(Locale locale, Newsletter newsletter) {
    String language =
        Stream.of(locale, newsletter.locale())
            .map(Locale::getLanguage)
            .filter(Messages.LANGUAGES::contains)
            .findFirst()
            .orElse("en");
    return language.equals("en") ? Locale.UK : Locale.of(language);
  }

  /// Finished bytes, handed over once; never compared, so an array will do.
  @SuppressWarnings("ArrayRecordComponent")
  public record AssembledDigest(Envelope envelope, byte[] message) {}
}
