package org.paperround.digest;

import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.ReaderLinks;

/// The links of one mail. For one thread.
final class MailLinks {
  private final DigestLinks links;
  private final ReaderLinks readerLinks;
  private final Plan.Content plan;
  private final DigestRequest request;
  private final boolean tracked;
  private ReaderLinks.@Nullable UnsubscribeLinks unsubscribeLinks;

  /// `tracked`: cards' links tell us of clicks.
  MailLinks(
      DigestLinks links,
      ReaderLinks readerLinks,
      Plan.Content plan,
      DigestRequest request,
      boolean tracked) {
    this.links = links;
    this.readerLinks = readerLinks;
    this.plan = plan;
    this.request = request;
    this.tracked = tracked;
  }

  /// Else they lead to the article itself.
  boolean tracked() {
    return tracked;
  }

  String click(PlanCard card) {
    return links.clickUrl(DigestMessage.key(request), card.ordinal());
  }

  String preferences() {
    return readerLinks.preferencesUrl(request.subscriber(), newsletter(), request.address());
  }

  /// Says which edition the mail is of: not signed, so that it costs nothing, for it decides
  /// nothing.
  String unsubscribe() {
    return unsubscribeLinks().url() + "?e=" + request.edition().id();
  }

  String view() {
    return links.viewUrl(DigestMessage.key(request));
  }

  /// The value of List-Unsubscribe.
  String listUnsubscribe() {
    return unsubscribeLinks().listField(unsubscribe());
  }

  /// Signed once for header and footer.
  private ReaderLinks.UnsubscribeLinks unsubscribeLinks() {
    if (unsubscribeLinks == null) {
      unsubscribeLinks = readerLinks.unsubscribeLinks(request.subscriber(), newsletter());
    }
    return unsubscribeLinks;
  }

  private NewsletterId newsletter() {
    return new NewsletterId(plan.newsletter());
  }
}
