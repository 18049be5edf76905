package org.paperround.subscriber;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Mailbox;
import org.paperround.mail.Outbox;
import org.paperround.mail.TransactionalMail;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Theme;
import org.paperround.newsletter.Themes;
import org.paperround.platform.template.Templates;

/// The mails to one reader that are no digests, from `templates/mail/`: what their own act causes,
/// and the question whether they still want a newsletter. Thread-safe.
final class ReaderMails {
  private static final Duration LIFETIME = Duration.ofDays(2);

  private final Outbox outbox;
  private final Themes themes;
  private final ReaderLinks links;

  ReaderMails(Outbox outbox, Templates templates, ReaderLinks links) {
    this.outbox = outbox;
    this.themes = new Themes(templates);
    this.links = links;
  }

  void confirm(Handle handle, Newsletter newsletter, SignUp request, ReaderLinks.Request link) {
    Map<String, Object> values =
        Map.of(
            "newsletter", newsletter,
            "confirmUrl", links.confirmUrl(link),
            "days", Opening.LIFETIME.toDays());
    Letter letter =
        new Letter("confirm", link.named().subscriber(), request.address(), request.locale());
    enqueue(handle, newsletter, letter, values);
  }

  /// `latestFollows`: the latest edition comes in a mail of its own.
  void welcome(
      Handle handle, Newsletter newsletter, SubscriberRow subscriber, boolean latestFollows) {
    EmailAddress address = subscriber.emailAddress();
    Map<String, Object> values =
        Map.of(
            "newsletter",
            newsletter,
            "latestFollows",
            latestFollows,
            "preferencesUrl",
            links.preferencesUrl(subscriber.subscriberId(), newsletter.id(), address),
            "unsubscribeUrl",
            links.unsubscribeUrl(subscriber.subscriberId(), newsletter.id()));
    Letter letter =
        new Letter("welcome", subscriber.subscriberId(), address, subscriber.language());
    enqueue(handle, newsletter, letter, values);
  }

  /// To the address that somebody wants everything to come to.
  void confirmAddress(
      Handle handle,
      Newsletter newsletter,
      SubscriberRow subscriber,
      EmailAddress wanted,
      ReaderLinks.Request link) {
    Map<String, Object> values =
        Map.of(
            "newsletter",
            newsletter,
            "address",
            subscriber.maskedAddress(),
            "confirmUrl",
            links.addressUrl(link),
            "days",
            Opening.LIFETIME.toDays());
    enqueue(
        handle,
        newsletter,
        new Letter("address", subscriber.subscriberId(), wanted, subscriber.language()),
        values);
  }

  /// To the address that was left.
  void addressChanged(
      Handle handle, Newsletter newsletter, SubscriberRow subscriber, EmailAddress present) {
    Map<String, Object> values = Map.of("newsletter", newsletter, "address", present.masked());
    EmailAddress before = subscriber.emailAddress();
    enqueue(
        handle,
        newsletter,
        new Letter("moved", subscriber.subscriberId(), before, subscriber.language()),
        values);
  }

  /// To a reader who has just left by an act of their own, on a page or without one: the last mail.
  void goodbye(Handle handle, Newsletter newsletter, SubscriberRow subscriber, boolean everything) {
    Map<String, Object> values =
        Map.of(
            "newsletter",
            newsletter,
            "everything",
            everything,
            "signUpUrl",
            links.signUpUrl(newsletter));
    EmailAddress address = subscriber.emailAddress();
    enqueue(
        handle,
        newsletter,
        new Letter("goodbye", subscriber.subscriberId(), address, subscriber.language()),
        values);
  }

  /// Nobody asked for this one, so that it can be unsubscribed from as a digest can.
  void stillWanted(Handle handle, Newsletter newsletter, SubscriberRow subscriber) {
    SubscriberId id = subscriber.subscriberId();
    EmailAddress address = subscriber.emailAddress();
    Map<String, Object> values =
        Map.of(
            "newsletter", newsletter,
            "days", newsletter.sunset().slowerDays(),
            "keepUrl", links.keepUrl(id, newsletter.id(), address),
            "preferencesUrl", links.preferencesUrl(id, newsletter.id(), address),
            "unsubscribeUrl", links.unsubscribeUrl(id, newsletter.id()));
    enqueue(
        handle,
        newsletter,
        new Letter("still-wanted", id, address, subscriber.language()),
        values,
        new TransactionalMail.MailingList(
            newsletter.name(), newsletter.listId(), links.listUnsubscribe(id, newsletter.id())));
  }

  private void enqueue(
      Handle handle, Newsletter newsletter, Letter letter, Map<String, Object> values) {
    enqueue(handle, newsletter, letter, values, null);
  }

  private void enqueue(
      Handle handle,
      Newsletter newsletter,
      Letter letter,
      Map<String, Object> values,
      TransactionalMail.@Nullable MailingList list) {
    Theme theme = themes.named(newsletter.look());
    Templates templates = themes.templates(theme);
    Map<String, Object> all = new HashMap<>(values);
    all.put("theme", theme);
    all.put("logo", theme.logoUrl(links.base()));
    EmailAddress sender = EmailAddress.of(newsletter.senderAddress());
    EmailAddress replies = EmailAddress.of(newsletter.replyTo());
    outbox.enqueue(
        handle,
        new TransactionalMail(
            letter.kind(),
            letter.subscriber().value(),
            new Mailbox(newsletter.senderName(), sender),
            new Mailbox("", letter.to()),
            new Mailbox(newsletter.senderName(), replies),
            templates
                .messages()
                .text(letter.locale(), "mail." + letter.kind() + ".subject", newsletter.name()),
            templates.html("mail/" + letter.kind() + ".html", letter.locale(), all),
            templates.text("mail/" + letter.kind() + ".txt", letter.locale(), all),
            letter.locale(),
            LIFETIME,
            list));
  }

  private record Letter(String kind, SubscriberId subscriber, EmailAddress to, Locale locale) {}
}
