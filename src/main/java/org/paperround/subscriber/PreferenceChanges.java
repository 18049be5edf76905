package org.paperround.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.template.Messages;

/// Reads and changes what a reader chose. Works in the caller's transaction.
final class PreferenceChanges {
  private final Messages messages;

  PreferenceChanges(Messages messages) {
    this.messages = messages;
  }

  Optional<Preferences> read(Handle handle, SubscriberId id, NewsletterId newsletter) {
    return handle
        .attach(SubscriberDao.class)
        .find(id.value())
        .filter(row -> !row.erased())
        .flatMap(row ->
            handle
                .attach(SubscriptionDao.class)
                .find(id.value(), newsletter.value())
                .map(subscription -> preferences(row, newsletter, subscription)));
  }

  /// Returns by which number the change can be undone; empty: nothing was changed.
  OptionalLong change(Handle handle, Preferences wanted, Provenance provenance) {
    ReaderLinks.Named named = new ReaderLinks.Named(wanted.subscriber(), wanted.newsletter());
    return change(handle, named, _ -> wanted, provenance);
  }

  /// As above; what is wanted is made of what is so now, with the reader locked.
  OptionalLong change(
      Handle handle,
      ReaderLinks.Named named,
      UnaryOperator<Preferences> wish,
      Provenance provenance) {
    handle.attach(SubscriberDao.class).lock(named.subscriber().value());
    return read(handle, named.subscriber(), named.newsletter())
        .map(present -> change(handle, present, wish.apply(present), new Cause("", provenance)))
        .orElse(OptionalLong.empty());
  }

  private OptionalLong change(Handle handle, Preferences present, Preferences wanted, Cause cause) {
    List<String> changes = changes(present, wanted);
    boolean trackingChanged = present.trackingConsent() != wanted.trackingConsent();
    if (changes.isEmpty() && !trackingChanged) {
      return OptionalLong.empty();
    }
    store(handle, wanted);
    note(handle, wanted, changes, trackingChanged, cause);
    Wakeups.announce(handle, Subscribers.TOPIC);
    return OptionalLong.of(ChangeHistory.remember(handle, present, cause.provenance().at()));
  }

  /// Puts back what was before that change, which is a change itself.
  OptionalLong undo(Handle handle, ReaderLinks.Named named, long change, Provenance provenance) {
    handle.attach(SubscriberDao.class).lock(named.subscriber().value());
    return read(handle, named.subscriber(), named.newsletter())
        .flatMap(present ->
            ChangeHistory.before(handle, present, change, provenance.at())
                .map(before -> change(handle, present, before, new Cause("undo", provenance))))
        .orElse(OptionalLong.empty());
  }

  /// `detail`: `undo`, or empty for a form that was filled in.
  private record Cause(String detail, Provenance provenance) {
    /// What the reader pressed or ticked.
    String wording() {
      return detail.isEmpty() ? "preferences.tracking" : "preferences.undo";
    }
  }

  private void note(
      Handle handle,
      Preferences wanted,
      List<String> changes,
      boolean trackingChanged,
      Cause cause) {
    if (!changes.isEmpty()) {
      String detail = String.join("; ", changes);
      ConsentLog.write(
          handle, entry(wanted, ConsentLog.Event.CHANGED, detail, null), cause.provenance());
    }
    if (trackingChanged) {
      ConsentLog.Event event =
          wanted.trackingConsent()
              ? ConsentLog.Event.TRACKING_GRANTED
              : ConsentLog.Event.TRACKING_WITHDRAWN;
      String wording = messages.text(wanted.locale(), cause.wording());
      ConsentLog.write(handle, entry(wanted, event, cause.detail(), wording), cause.provenance());
    }
  }

  private static ConsentLog.Entry entry(
      Preferences wanted, ConsentLog.Event event, String detail, @Nullable String wording) {
    String locale = wanted.locale().toLanguageTag();
    return new ConsentLog.Entry(
        wanted.subscriber(), wanted.newsletter(), event, detail, wording, locale);
  }

  private static void store(Handle handle, Preferences wanted) {
    handle
        .attach(SubscriberDao.class)
        .change(
            new SubscriberDao.ChangedSubscriber(
                wanted.subscriber().value(),
                wanted.name(),
                wanted.locale().toLanguageTag(),
                wanted.zone().getId(),
                texts(wanted.follows()),
                texts(wanted.mutes()),
                wanted.trackingConsent(),
                wanted.textOnly()));
    QuietHours quiet = wanted.alerts().quiet();
    handle
        .attach(SubscriptionDao.class)
        .change(
            new SubscriptionDao.ChangedSubscription(
                wanted.subscriber().value(),
                wanted.newsletter().value(),
                wanted.hour(),
                WeekDays.bits(wanted.days()),
                wanted.maxStories(),
                wanted.pausedUntil(),
                quiet == null ? null : quiet.from(),
                quiet == null ? null : quiet.until(),
                wanted.alerts().perDay(),
                wanted.alerts().onlyFollowed()));
  }

  /// Names what changed. Names and interests are not spelt out: the record is kept for ever and
  /// what somebody reads about is nobody's business.
  private static List<String> changes(Preferences present, Preferences wanted) {
    List<String> changes = new ArrayList<>();
    note(changes, "hour", present.hour(), wanted.hour());
    note(changes, "days", WeekDays.bits(present.days()), WeekDays.bits(wanted.days()));
    note(changes, "stories", present.maxStories(), wanted.maxStories());
    note(changes, "paused until", present.pausedUntil(), wanted.pausedUntil());
    noteAlerts(changes, present.alerts(), wanted.alerts());
    note(changes, "zone", present.zone(), wanted.zone());
    note(changes, "language", present.locale().toLanguageTag(), wanted.locale().toLanguageTag());
    note(changes, "text only", present.textOnly(), wanted.textOnly());
    if (!present.name().equals(wanted.name())) {
      changes.add("name");
    }
    if (!present.follows().equals(wanted.follows())) {
      changes.add("follows");
    }
    if (!present.mutes().equals(wanted.mutes())) {
      changes.add("mutes");
    }
    return changes;
  }

  private static void noteAlerts(List<String> changes, AlertWishes present, AlertWishes wanted) {
    note(changes, "quiet hours", hours(present.quiet()), hours(wanted.quiet()));
    note(changes, "alerts a day", present.perDay(), wanted.perDay());
    note(changes, "alerts of follows only", present.onlyFollowed(), wanted.onlyFollowed());
  }

  private static @Nullable String hours(@Nullable QuietHours quiet) {
    return quiet == null ? null : quiet.from() + " to " + quiet.until();
  }

  private static void note(
      List<String> changes, String what, @Nullable Object present, @Nullable Object wanted) {
    if (!Objects.equals(present, wanted)) {
      changes.add(what + " " + (wanted == null ? "unset" : wanted));
    }
  }

  private static Preferences preferences(
      SubscriberRow row, NewsletterId newsletter, SubscriptionRow subscription) {
    return new Preferences(
        row.subscriberId(),
        newsletter,
        row.maskedAddress(),
        row.name(),
        subscription.confirmed(),
        SubscriberRow.interests(row.follows()),
        SubscriberRow.mutes(row.mutes()),
        subscription.hour(),
        WeekDays.of(subscription.days()),
        subscription.maxStories(),
        subscription.pausedUntil(),
        SubscriberRow.zone(row.zone()),
        row.language(),
        row.trackingConsent(),
        subscription.alerts(),
        row.textOnly());
  }

  private static List<String> texts(Set<?> interests) {
    return interests.stream().map(Object::toString).sorted().toList();
  }
}
