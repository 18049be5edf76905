package org.paperround.subscriber;

import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// Writes consent records in the transaction of the act they prove (mail-standards J2).
final class ConsentLog {
  enum Event {
    REQUESTED,
    CONFIRMED,
    IMPORTED,
    CHANGED,
    TRACKING_GRANTED,
    TRACKING_WITHDRAWN,
    ENDED,
    SUPPRESSED,
    UNSUPPRESSED,
    ERASED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What happened to whom; `detail` and `wording` may say no more than that.
  record Entry(
      SubscriberId subscriber,
      @Nullable NewsletterId newsletter,
      Event event,
      String detail,
      @Nullable String wording,
      String locale) {}

  private ConsentLog() {}

  static void write(Handle handle, Entry entry, Provenance provenance) {
    ConsentDao dao = handle.attach(ConsentDao.class);
    dao.add(
        new ConsentDao.Row(
            entry.subscriber().value(),
            entry.newsletter() == null ? null : entry.newsletter().value(),
            entry.event().code(),
            entry.detail(),
            provenance.method(),
            provenance.at(),
            entry.wording() == null ? null : wordingId(dao, entry.locale(), entry.wording()),
            entry.locale(),
            provenance.sourceUrl(),
            provenance.networkPrefix(),
            provenance.edition()));
  }

  /// Of something that was read nowhere by its reader: without a wording, in their language.
  static void write(
      Handle handle,
      SubscriberRow reader,
      @Nullable NewsletterId newsletter,
      Event event,
      String detail,
      Provenance provenance) {
    Entry entry =
        new Entry(reader.subscriberId(), newsletter, event, detail, null, reader.locale());
    write(handle, entry, provenance);
  }

  private static long wordingId(ConsentDao dao, String locale, String text) {
    return dao.wording(locale, text)
        .or(() -> {
          dao.addWording(locale, text);
          return dao.wording(locale, text);
        })
        .orElseThrow();
  }
}
