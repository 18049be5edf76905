package org.paperround.web.desk;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.BounceClass;
import org.paperround.delivery.DeliveryState;
import org.paperround.delivery.LedgerReason;
import org.paperround.delivery.ReaderMail;

/// What became of one edition for one reader, as a page says it. Pure. `outcome`: one word;
/// `because`: why it was not sent, `said`: the relay's last words, `returned` and `complained`:
/// what came after; each empty where there is nothing to say.
record ReaderMailView(
    long edition,
    String newsletter,
    String date,
    String at,
    String outcome,
    String because,
    String said,
    String returned,
    String complained,
    String copied,
    boolean went,
    boolean sent,
    List<Story> stories) {
  /// With the year: mails are kept for more than one.
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);

  /// `slot`: where in the mail, and on which part of it.
  record Story(String slot, String headline, String section, String reason, boolean withdrawn) {}

  static ReaderMailView of(ReaderMail mail, String newsletter) {
    ReaderMail.Returned returned = mail.returned();
    return new ReaderMailView(
        mail.edition().id().value(),
        newsletter,
        DAY.format(mail.edition().date()),
        Times.shown(mail.at()),
        outcome(mail),
        mail.reason() == null ? "" : because(mail.reason()),
        said(mail.said()),
        returned == null
            ? ""
            : "It came back on "
                + Times.shown(returned.at())
                + ": "
                + bounce(returned.kind())
                + ".",
        mail.complainedAt() == null
            ? ""
            : "Its reader called it spam on " + Times.shown(mail.complainedAt()) + ".",
        mail.copiedAt() == null ? "" : "Mailed once more on " + Times.shown(mail.copiedAt()) + ".",
        mail.went(),
        mail.state() == DeliveryState.SENT,
        mail.stories().stream().map(ReaderMailView::story).toList());
  }

  private static Story story(ReaderMail.Story story) {
    return new Story(
        story.place() + (story.front() ? ", front page" : ", tail"),
        story.headline(),
        story.section(),
        ReaderWords.reason(story.reason()) + (story.update() ? ", as an update" : ""),
        story.withdrawn());
  }

  private static String outcome(ReaderMail mail) {
    return switch (mail.state()) {
      case DUE -> "waits for its time";
      case CLAIMED -> "is being sent";
      case DEFERRED -> "is tried again";
      case SENT -> mail.returned() == null ? "sent" : "sent, and came back";
      case SKIPPED -> "skipped";
      case SUPPRESSED -> "not mailed";
      case FAILED -> "failed";
      case UNCERTAIN -> "sent or not: nobody knows";
    };
  }

  private static String said(ReaderMail.@Nullable Said said) {
    if (said == null) {
      return "";
    }
    String words =
        (said.code() == null ? "" : " " + said.code())
            + (said.enhanced() == null ? "" : " " + said.enhanced())
            + (said.text() == null ? "" : " " + said.text());
    String reply = words.isEmpty() ? "" : ":" + words;
    String relay = said.relay() == null ? "relay" : "relay " + said.relay();
    return switch (said.outcome()) {
      case ACCEPTED -> "The " + relay + " took it" + reply;
      case DEFERRED -> "The " + relay + " asked to try again" + reply;
      case REFUSED -> "The " + relay + " refused it" + reply;
      case UNKNOWN -> "The answer of the " + relay + " was lost" + reply;
      case VOUCHED -> "A person said that it was sent";
    };
  }

  static String because(LedgerReason reason) {
    return switch (reason) {
      case UNSUBSCRIBED -> "they had left the newsletter";
      case PAUSED -> "they had paused it";
      case TOO_FEW_STORIES ->
          "too few stories were left for them: they had the others, or mute them";
      case LATE -> "it was too late for their hour";
      case NOT_ITS_DAY -> "they do not want it on this day of the week";
      case QUIET_HOURS -> "it was in their quiet hours";
      case FATIGUE -> "they had enough alerts that day";
      case NOT_WANTED -> "they do not want alerts about this";
      case ALREADY_RECEIVED -> "they had the story already";
      case HARD_BOUNCE -> "mail to the address came back before";
      case COMPLAINT -> "they had called a mail spam";
      case ERASED -> "they were erased";
      case OPERATOR -> "staff had suppressed the address";
      case EXPIRED -> "its time ran out before a relay took it";
      case REFUSED -> "the relay refused it";
      case NO_SUCH_MAILBOX -> "there is no such mailbox";
      case MAILBOX_FULL -> "the mailbox was full";
      case BLOCKED -> "the receiver blocks us";
      case CONFIGURATION -> "our set-up was refused";
    };
  }

  private static String bounce(BounceClass kind) {
    return ReportView.words(kind).toLowerCase(Locale.UK);
  }
}
