package org.paperround.mail;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;

/// Mails every alarm to the operator, once, through the outbox. Safe on several nodes at once.
public final class AlarmMailer {
  private static final int BATCH = 20;
  private static final Duration LIFETIME = Duration.ofDays(2);

  private final Database database;
  private final Alarms alarms;
  private final Outbox outbox;
  private final Mailbox from;
  private final Mailbox to;

  public AlarmMailer(Database database, Alarms alarms, Outbox outbox, Mailbox from, Mailbox to) {
    this.database = database;
    this.alarms = alarms;
    this.outbox = outbox;
    this.from = from;
    this.to = to;
  }

  /// Puts the alarms that were not yet mailed into the outbox; returns how many.
  public int mailNew() {
    return database.inTransaction(handle -> {
      List<Alarms.OpenAlarm> unmailed = alarms.takeUnmailed(handle, BATCH);
      unmailed.forEach(alarm -> outbox.enqueue(handle, mail(alarm)));
      return unmailed.size();
    });
  }

  private TransactionalMail mail(Alarms.OpenAlarm alarm) {
    String text =
        alarm.text()
            + "\n\nCause: "
            + alarm.cause()
            + "\nFirst seen: "
            + alarm.firstAt()
            + "\n\n"
            + "You get one mail per cause, until it is over. The health page and the logs show what"
            + " is going on now.\n";
    return new TransactionalMail(
        "alarm",
        null,
        from,
        to,
        null,
        "Alarm: " + alarm.cause(),
        html(text),
        text,
        Locale.ENGLISH,
        LIFETIME);
  }

  private static String html(String text) {
    String escaped =
        text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\n", "<br>\n");
    return "<!DOCTYPE html>\n"
        + "<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Alarm</title></head>\n"
        + "<body><p>"
        + escaped
        + "</p></body></html>\n";
  }
}
