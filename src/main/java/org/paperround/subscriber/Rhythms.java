package org.paperround.subscriber;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.template.Templates;

/// What is asked of readers who give no sign, and what becomes of the rhythm of their mails then.
/// Everything writes a consent record with its reason, in the caller's transaction and under the
/// reader's lock. Thread-safe.
public final class Rhythms {
  private final ReaderMails mails;

  public Rhythms(Outbox outbox, Templates templates, ReaderLinks links) {
    this.mails = new ReaderMails(outbox, templates, links);
  }

  /// On which days a subscription's mails come, and until when none does.
  public record Rhythm(Set<DayOfWeek> days, @Nullable Instant pausedUntil) {
    public Rhythm {
      days = Set.copyOf(days);
    }
  }

  /// Waits for the reader's lock; false when the reader is gone, or does not get the newsletter.
  public boolean lock(Handle handle, SubscriberId id, NewsletterId newsletter) {
    return handle.attach(SubscriberDao.class).lockPresent(id.value()).isPresent()
        && handle.attach(SubscriptionDao.class).isConfirmed(id.value(), newsletter.value());
  }

  /// Asks a reader by mail whether the newsletter is still wanted.
  public void ask(Handle handle, SubscriberId id, Newsletter newsletter, Instant at) {
    SubscriberRow reader = reader(handle, id);
    mails.stillWanted(handle, newsletter, reader);
    ConsentLog.write(
        handle,
        reader,
        newsletter.id(),
        ConsentLog.Event.CHANGED,
        "asked whether it is still wanted",
        Provenance.engine(at));
  }

  /// Changes when mails come, or would if the reader came back; `reason` follows what is changed in
  /// the record.
  public void change(
      Handle handle, SubscriberId id, NewsletterId newsletter, Rhythm wanted, Why why) {
    int days = WeekDays.bits(wanted.days());
    int changed =
        handle
            .attach(SubscriptionDao.class)
            .changeRhythm(id.value(), newsletter.value(), days, wanted.pausedUntil());
    if (changed > 0) {
      Instant until = wanted.pausedUntil();
      String detail = "days " + days + "; paused until " + (until == null ? "unset" : until) + "; ";
      ConsentLog.write(
          handle,
          reader(handle, id),
          newsletter,
          ConsentLog.Event.CHANGED,
          detail + why.reason(),
          Provenance.engine(why.at()));
      Wakeups.announce(handle, Subscribers.TOPIC);
    }
  }

  /// Why the engine changes something, and when.
  public record Why(String reason, Instant at) {}

  /// Records that the reader said so.
  public void kept(Handle handle, SubscriberId id, NewsletterId newsletter, Provenance provenance) {
    ConsentLog.write(
        handle,
        reader(handle, id),
        newsletter,
        ConsentLog.Event.CHANGED,
        "said that it is still wanted",
        provenance);
  }

  private static SubscriberRow reader(Handle handle, SubscriberId id) {
    Optional<SubscriberRow> row = handle.attach(SubscriberDao.class).find(id.value());
    return row.orElseThrow(() -> new IllegalStateException("a locked reader is gone"));
  }
}
