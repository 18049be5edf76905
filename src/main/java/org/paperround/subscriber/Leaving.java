package org.paperround.subscriber;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Wakeups;

/// How readers leave, and come back when they did not mean to. Works in the caller's transaction.
/// What can be undone is the act on the page, and only by who saw its answer: an unsubscribe link,
/// in whosever hands, leads to an undo only of what it ended itself.
final class Leaving {
  static final Duration UNDOABLE_FOR = Duration.ofDays(1);

  /// What the consent record says of a subscription that came back.
  static final String UNDO = "undo";

  /// What readers do themselves; who complained, bounced or was erased is not mailed again.
  private static final Set<UnsubscribeCause> OWN_ACTS =
      EnumSet.of(UnsubscribeCause.PAGE, UnsubscribeCause.ONE_CLICK, UnsubscribeCause.MAILTO);

  private final ReaderLinks links;
  private final Newsletters newsletters;
  private final ReaderMails mails;

  Leaving(ReaderLinks links, Newsletters newsletters, ReaderMails mails) {
    this.links = links;
    this.newsletters = newsletters;
    this.mails = mails;
  }

  UnsubscribeOutcome end(
      Handle handle, ReaderLinks.Named named, UnsubscribeCause cause, Provenance provenance) {
    Optional<SubscriberRow> locked =
        handle.attach(SubscriberDao.class).lock(named.subscriber().value());
    long newsletter = named.newsletter().value();
    Optional<SubscriptionRow> present =
        locked.flatMap(
            reader -> handle.attach(SubscriptionDao.class).find(reader.id(), newsletter));
    if (present.isEmpty()) {
      return UnsubscribeOutcome.NEVER_SUBSCRIBED;
    }
    Optional<Boolean> ended = end(handle, locked.get(), newsletter, cause, provenance);
    if (present.get().confirmed() && ended.isPresent() && OWN_ACTS.contains(cause)) {
      sayGoodbye(handle, locked.get(), List.of(named.newsletter()), false);
    }
    return ended.isPresent() ? UnsubscribeOutcome.ENDED : UnsubscribeOutcome.ALREADY_ENDED;
  }

  /// The reader's own act on the page; `everything`: all that they get, or have asked for.
  Departure leave(
      Handle handle, ReaderLinks.Named named, boolean everything, Provenance provenance) {
    Optional<SubscriberRow> locked =
        handle.attach(SubscriberDao.class).lock(named.subscriber().value());
    if (locked.isEmpty()) {
      return new Departure(List.of(), null);
    }
    // As exact as the token that undoes it.
    Provenance act = provenance.at(provenance.at().truncatedTo(ChronoUnit.MILLIS));
    List<NewsletterId> ended = new ArrayList<>();
    List<NewsletterId> left = new ArrayList<>();
    for (long newsletter : newsletters(handle, named, everything)) {
      boolean ofMail = newsletter == named.newsletter().value();
      Optional<Boolean> undoable =
          end(handle, locked.get(), newsletter, UnsubscribeCause.PAGE, ofMail ? act : act.of(null));
      if (undoable.isPresent()) {
        ended.add(new NewsletterId(newsletter));
        if (undoable.get()) {
          left.add(new NewsletterId(newsletter));
        }
      }
    }
    sayGoodbye(handle, locked.get(), left, everything);
    return new Departure(
        ended,
        left.isEmpty() ? null : links.undoUrl(new ReaderLinks.Left(named.subscriber(), act.at())));
  }

  /// One mail, whatever was left, if a newsletter of it wants that; in the transaction that ends
  /// it, so that it comes once and never to somebody who stayed.
  private void sayGoodbye(
      Handle handle, SubscriberRow reader, List<NewsletterId> left, boolean everything) {
    boolean mailable =
        !reader.erased() && handle.attach(SuppressionDao.class).reasonOf(reader.id()).isEmpty();
    if (mailable) {
      left.stream()
          .map(newsletters::get)
          .filter(Newsletter::goodbye)
          .findFirst()
          .ifPresent(newsletter -> mails.goodbye(handle, newsletter, reader, everything));
    }
  }

  /// Brings back what the act of that instant ended, as it was. Waiting mails that were skipped
  /// stay skipped. Nothing that happened since is outweighed.
  Return comeBack(Handle handle, ReaderLinks.Left left, Provenance provenance) {
    Optional<SubscriberRow> locked =
        handle.attach(SubscriberDao.class).lockPresent(left.subscriber().value());
    if (locked.isEmpty()
        || left.at().plus(UNDOABLE_FOR).isBefore(provenance.at())
        || handle.attach(SuppressionDao.class).reasonOf(locked.get().id()).isPresent()) {
      return new Return.TooLate();
    }
    List<Long> restored =
        handle.attach(SubscriptionDao.class).restore(locked.get().id(), left.at());
    if (restored.isEmpty()) {
      return new Return.TooLate();
    }
    restored.forEach(newsletter ->
        ConsentLog.write(
            handle,
            locked.get(),
            new NewsletterId(newsletter),
            ConsentLog.Event.CONFIRMED,
            UNDO,
            provenance));
    Wakeups.announce(handle, Subscribers.TOPIC);
    return new Return.Restored(
        left.subscriber(), restored.stream().map(NewsletterId::new).toList());
  }

  /// Whatever the reader gets or has asked for, by no act on a page of ours.
  static void endAll(
      Handle handle, SubscriberRow reader, UnsubscribeCause cause, Provenance provenance) {
    String code = cause.code();
    for (long newsletter :
        handle.attach(SubscriptionDao.class).endAll(reader.id(), code, provenance.at())) {
      NewsletterId id = new NewsletterId(newsletter);
      ConsentLog.write(handle, reader, id, ConsentLog.Event.ENDED, code, provenance);
    }
  }

  /// That of the link first.
  private static List<Long> newsletters(
      Handle handle, ReaderLinks.Named named, boolean everything) {
    long first = named.newsletter().value();
    if (!everything) {
      return List.of(first);
    }
    return Stream.concat(
            Stream.of(first),
            handle.attach(SubscriptionDao.class).open(named.subscriber().value()).stream())
        .distinct()
        .toList();
  }

  /// Whether it can be undone; empty when there was nothing to end.
  private static Optional<Boolean> end(
      Handle handle,
      SubscriberRow subscriber,
      long newsletter,
      UnsubscribeCause cause,
      Provenance provenance) {
    String code = cause.code();
    Optional<Boolean> undoable =
        handle
            .attach(SubscriptionDao.class)
            .end(
                new SubscriptionDao.End(
                    subscriber.id(),
                    newsletter,
                    code,
                    provenance.at(),
                    provenance.edition(),
                    cause == UnsubscribeCause.PAGE));
    if (undoable.isPresent()) {
      ConsentLog.write(
          handle,
          subscriber,
          new NewsletterId(newsletter),
          ConsentLog.Event.ENDED,
          code,
          provenance);
      Wakeups.announce(handle, Subscribers.TOPIC);
    }
    return undoable;
  }
}
