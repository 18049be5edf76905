package org.paperround.subscriber;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.database.Wakeups;

/// From the form to a confirmed subscription (double opt-in). Works in the caller's transaction.
final class SignUps {
  private final AddressHashes hashes;
  private final ReaderMails mails;
  private final PreferenceChanges preferences;

  SignUps(AddressHashes hashes, ReaderMails mails, PreferenceChanges preferences) {
    this.hashes = hashes;
    this.mails = mails;
    this.preferences = preferences;
  }

  /// Whether a mail asks them: a request that may not be answered by one changes nothing.
  boolean signUp(Handle handle, SignUp request, Newsletter newsletter) {
    byte[] hash = hashes.of(request.address());
    if (handle.attach(SuppressionDao.class).forbids(hash)
        || isReached(handle, request, newsletter)
        || !ConfirmationLimit.allows(handle, hash, request.provenance().at())) {
      return false;
    }
    SubscriberRow subscriber = lockedSubscriber(handle, request, hash);
    SubscriptionDao subscriptions = handle.attach(SubscriptionDao.class);
    if (!subscriptions.anyConfirmed(subscriber.id())) {
      handle
          .attach(SubscriberDao.class)
          .relocate(subscriber.id(), request.locale().toLanguageTag(), request.zone().getId());
    }
    int number =
        subscriptions.request(subscriber.id(), newsletter.id().value(), request.provenance().at());
    ConsentLog.write(
        handle,
        new ConsentLog.Entry(
            subscriber.subscriberId(),
            newsletter.id(),
            ConsentLog.Event.REQUESTED,
            "",
            request.wording(),
            request.locale().toLanguageTag()),
        request.provenance());
    ReaderLinks.Request link =
        new ReaderLinks.Request(
            new ReaderLinks.Named(subscriber.subscriberId(), newsletter.id()),
            number,
            request.provenance().at());
    mails.confirm(handle, newsletter, request, link);
    return true;
  }

  /// Somebody of a list: as [#signUp], but only who neither is known here nor shut out.
  ImportOutcome ask(Handle handle, SignUp request, Newsletter newsletter) {
    if (handle.attach(SuppressionDao.class).reason(hashes.of(request.address())).isPresent()) {
      return ImportOutcome.SUPPRESSED;
    }
    Optional<SubscriptionRow> present =
        handle
            .attach(SubscriberDao.class)
            .lockByKey(request.address().key())
            .flatMap(reader ->
                handle.attach(SubscriptionDao.class).find(reader.id(), newsletter.id().value()));
    if (present.isPresent()) {
      return present.get().ended()
          ? ImportOutcome.LEFT
          : present.get().pending() ? ImportOutcome.WAITING : ImportOutcome.PRESENT;
    }
    return signUp(handle, request, newsletter) ? ImportOutcome.ASKED : ImportOutcome.WAITING;
  }

  Optional<PendingConfirmation> pending(Handle handle, ReaderLinks.Request request, Instant at) {
    ReaderLinks.Named named = request.named();
    return handle
        .attach(SubscriberDao.class)
        .find(named.subscriber().value())
        .map(subscriber ->
            new PendingConfirmation(
                named.subscriber(),
                named.newsletter(),
                subscriber.maskedAddress(),
                subscriber.language(),
                !handle.attach(SubscriptionDao.class).anyConfirmed(subscriber.id()),
                opening(handle, request, at)));
  }

  Confirmation confirm(
      Handle handle,
      ReaderLinks.Request request,
      Newsletter newsletter,
      Optional<FirstChoices> choices,
      Provenance provenance) {
    ReaderLinks.Named named = request.named();
    Optional<SubscriberRow> subscriber =
        handle.attach(SubscriberDao.class).lock(named.subscriber().value());
    if (subscriber.isEmpty() || subscriber.get().erased()) {
      return new Confirmation.Expired();
    }
    return switch (opening(handle, request, provenance.at())) {
      case EXPIRED -> new Confirmation.Expired();
      case CONFIRMED -> new Confirmation.AlreadyConfirmed(named.subscriber(), named.newsletter());
      case OPEN -> {
        open(handle, subscriber.get(), newsletter, provenance);
        SubscriberRow reader = choose(handle, subscriber.get(), newsletter, choices, provenance);
        mails.welcome(handle, newsletter, reader, provenance.edition() != null);
        Wakeups.announce(handle, Subscribers.TOPIC);
        yield new Confirmation.Confirmed(named.subscriber(), named.newsletter());
      }
    };
  }

  /// One more newsletter for a reader who has one already, asked for through a link that only the
  /// address got: no mail has to prove again that it is theirs. An address that bounced gets the
  /// mail all the same. False: a mail was sent (or may not be), and nothing begins before its
  /// answer.
  boolean join(Handle handle, SubscriberId id, Newsletter newsletter, Joining joining) {
    Optional<SubscriberRow> found = handle.attach(SubscriberDao.class).lockPresent(id.value());
    SubscriptionDao subscriptions = handle.attach(SubscriptionDao.class);
    if (found.isEmpty() || !subscriptions.anyConfirmed(id.value())) {
      return false;
    }
    SubscriberRow subscriber = found.get();
    if (handle.attach(SuppressionDao.class).reasonOf(id.value()).isPresent()) {
      signUp(handle, joining.signUp(subscriber, newsletter), newsletter);
      return false;
    }
    if (subscriptions.isConfirmed(id.value(), newsletter.id().value())) {
      return true;
    }
    Instant at = joining.provenance().at();
    subscriptions.request(id.value(), newsletter.id().value(), at);
    if (subscriptions.confirm(id.value(), newsletter.id().value(), at) > 0) {
      ConsentLog.write(
          handle,
          new ConsentLog.Entry(
              id,
              newsletter.id(),
              ConsentLog.Event.CONFIRMED,
              "",
              joining.wording(),
              subscriber.locale()),
          joining.provenance());
      mails.welcome(handle, newsletter, subscriber, false);
      Wakeups.announce(handle, Subscribers.TOPIC);
    }
    return true;
  }

  /// What was shown beside the button, and how it was pressed.
  record Joining(String wording, Provenance provenance) {
    SignUp signUp(SubscriberRow subscriber, Newsletter newsletter) {
      return new SignUp(
          subscriber.emailAddress(),
          "",
          newsletter.id(),
          subscriber.language(),
          SubscriberRow.zone(subscriber.zone()),
          wording,
          provenance);
    }
  }

  private static void open(
      Handle handle, SubscriberRow subscriber, Newsletter newsletter, Provenance provenance) {
    NewsletterId id = newsletter.id();
    int confirmed =
        handle.attach(SubscriptionDao.class).confirm(subscriber.id(), id.value(), provenance.at());
    if (confirmed != 1) {
      throw new IllegalStateException("an open subscription could not be confirmed");
    }
    ConsentLog.write(handle, subscriber, id, ConsentLog.Event.CONFIRMED, "", provenance);
    if (handle.attach(SuppressionDao.class).lift(subscriber.id()) > 0) {
      ConsentLog.write(
          handle, subscriber, id, ConsentLog.Event.UNSUPPRESSED, "", provenance.of(null));
    }
  }

  /// The reader as they are after their choices, so that the welcome speaks their language.
  private SubscriberRow choose(
      Handle handle,
      SubscriberRow subscriber,
      Newsletter newsletter,
      Optional<FirstChoices> choices,
      Provenance provenance) {
    SubscriberId id = subscriber.subscriberId();
    choices
        .flatMap(chosen ->
            preferences
                .read(handle, id, newsletter.id())
                .map(present -> chosen.on(present, provenance.at())))
        .ifPresent(wanted -> preferences.change(handle, wanted, provenance));
    return handle.attach(SubscriberDao.class).find(id.value()).orElse(subscriber);
  }

  /// Whether they get it already. An address that bounced gets nothing, though confirmed, until its
  /// reader opts in again.
  private static boolean isReached(Handle handle, SignUp request, Newsletter newsletter) {
    return handle
        .attach(SubscriberDao.class)
        .lockByKey(request.address().key())
        .map(SubscriberRow::id)
        .filter(id -> handle.attach(SubscriptionDao.class).isConfirmed(id, newsletter.id().value()))
        .filter(id -> handle.attach(SuppressionDao.class).liftableSince(id).isEmpty())
        .isPresent();
  }

  private static PendingConfirmation.State opening(
      Handle handle, ReaderLinks.Request request, Instant at) {
    return Opening.of(
        request,
        subscription(handle, request.named()),
        handle.attach(SuppressionDao.class).liftableSince(request.named().subscriber().value()),
        at);
  }

  private static SubscriberRow lockedSubscriber(Handle handle, SignUp request, byte[] hash) {
    SubscriberDao subscribers = handle.attach(SubscriberDao.class);
    subscribers.add(
        new SubscriberDao.NewSubscriber(
            request.address().toString(),
            request.address().key(),
            hash,
            request.address().domain(),
            request.name(),
            request.locale().toLanguageTag(),
            request.zone().getId(),
            request.provenance().at()));
    return subscribers.lockByKey(request.address().key()).orElseThrow();
  }

  private static Optional<SubscriptionRow> subscription(Handle handle, ReaderLinks.Named named) {
    return handle
        .attach(SubscriptionDao.class)
        .find(named.subscriber().value(), named.newsletter().value());
  }
}
