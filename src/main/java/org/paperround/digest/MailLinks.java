package org.paperround.digest;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.ReaderLinks;

/// The links of one mail. Each is signed once, though both parts show it, some of them twice. For
/// one thread.
final class MailLinks {
  private final DigestLinks links;
  private final ReaderLinks readerLinks;
  private final Plan.Content plan;
  private final DigestRequest request;
  private final boolean tracked;
  private final Map<Integer, String> cards = new HashMap<>();
  private @Nullable String preferences;
  private ReaderLinks.@Nullable UnsubscribeLinks unsubscribeLinks;
  private @Nullable String view;

  /// `tracked`: a card's link tells us of the click.
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

  /// The article itself, where the reader is not tracked.
  String card(PlanCard content) {
    return tracked
        ? cards.computeIfAbsent(
            content.ordinal(), card -> links.clickUrl(DigestMessage.key(request), card))
        : content.target();
  }

  String preferences() {
    if (preferences == null) {
      preferences =
          readerLinks.preferencesUrl(request.subscriber(), newsletter(), request.address());
    }
    return preferences;
  }

  /// Says which edition the mail is of: not signed, so that it costs nothing, for it decides
  /// nothing.
  String unsubscribe() {
    return unsubscribeLinks().url() + "?e=" + request.edition().id();
  }

  String view() {
    if (view == null) {
      view = links.viewUrl(DigestMessage.key(request));
    }
    return view;
  }

  /// The value of List-Unsubscribe.
  String listUnsubscribe() {
    return unsubscribeLinks().listField(unsubscribe());
  }

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
