package org.paperround.web.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.Account;
import org.paperround.delivery.CanaryPhase;
import org.paperround.delivery.ExpectedAudience;
import org.paperround.delivery.SendingProgress;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// Says of an edition, in sentences, where it is, who gets it when, and what happens if nobody does
/// anything. Pure.
final class EditionWords {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.UK);

  private final Newsletter newsletter;
  private final Edition edition;
  private final Instant now;
  private final Supplier<Optional<String>> whySkipped;

  /// `whySkipped`: what its diary says of that; looked up where it is said.
  EditionWords(
      Newsletter newsletter, Edition edition, Instant now, Supplier<Optional<String>> whySkipped) {
    this.newsletter = newsletter;
    this.edition = edition;
    this.now = now;
    this.whySkipped = whySkipped;
  }

  /// Where it is: one word or two.
  String state() {
    return switch (edition.state()) {
      case COLLECTING -> "Collecting";
      case APPROVED -> "Approved";
      case HELD -> "Held";
      case SENDING -> "Being sent";
      case STOPPED -> "Stopped";
      case SENT -> "Sent";
      case MISSED -> "Missed";
      case SKIPPED -> "Skipped";
    };
  }

  /// What will happen, or happened.
  String fate() {
    return switch (edition.state()) {
      case COLLECTING -> "It fills itself until " + at(edition.cutOff()) + ". " + ifNobodyActs();
      case APPROVED ->
          edition.isLetter()
              ? "It goes out at once, when no mail with the story is on its way any more."
              : "It goes out at " + at(edition.cutOff()) + ", each reader at their hour.";
      case HELD ->
          "It waits for a person, and is not sent before somebody approves it; after "
              + at(edition.expiresAt())
              + " it is too late.";
      case SENDING ->
          (edition.isLetter() ? "Each reader gets it at once" : "Each reader gets it at their hour")
              + ", until "
              + at(edition.expiresAt())
              + ".";
      case STOPPED ->
          "Nothing of it is sent before somebody resumes it; after "
              + at(edition.expiresAt())
              + " it is too late.";
      case SENT -> "Everybody is accounted for.";
      case MISSED -> "Its time passed before it could go out, so it is not sent.";
      case SKIPPED ->
          whySkipped.get().map(why -> "It is not sent: " + why + ".").orElse("It is not sent.");
    };
  }

  /// Which of the stories that are not on the front page a reader gets.
  static String personal(Newsletter newsletter) {
    return newsletter.kind() == Newsletter.Kind.ALERT
        ? ""
        : "After the front page, what each reader follows comes under its section\u2019s heading"
            + " and the rest in brief, up to "
            + newsletter.maxStories()
            + " stories.";
  }

  /// What happens at the cut-off of an edition that collects.
  String ifNobodyActs() {
    if (newsletter.approval() == Newsletter.Approval.AUTOMATIC) {
      return "If nobody approves it before, it is sent then as it stands.";
    }
    String unless =
        newsletter.approval().people() == 1
            ? "If nobody approves it, it is "
            : "If two people have not approved it by then, it is ";
    return unless
        + switch (newsletter.approval().unapproved()) {
          case SEND -> "sent as it stands.";
          case HOLD -> "held and not sent.";
          case SKIP -> "not sent at all.";
        };
  }

  /// "to 48,213 readers between 06:00 and 09:00"; who it goes to once it is approved.
  String audience(ExpectedAudience expected) {
    Instant first = expected.first();
    Instant last = expected.last();
    if (first == null || last == null) {
      return "to nobody: no reader is subscribed for this day";
    }
    String to = "to " + readers(expected.readers());
    return first.equals(last)
        ? to + " at " + at(first)
        : to + " between " + at(first) + " and " + at(last);
  }

  /// What approving it does: the one sentence that is asked.
  String promise(ExpectedAudience expected) {
    boolean atOnce = Objects.equals(expected.first(), expected.last());
    return newsletter.name()
        + " goes "
        + audience(expected)
        + (atOnce ? "." : ", each at their own hour.");
  }

  /// That one of two has approved it; `me`: who reads it.
  String approvedBy(String first, String me) {
    return first.equals(me)
        ? "You have approved it as it stands; another person has to, too, before it goes."
        : first + " has approved it as it stands; it goes when a second person does.";
  }

  /// How far it is: "12,403 of 48,213 readers have it, 35,000 wait."
  static String progress(Account account) {
    String have =
        count(account.sent())
            + " of "
            + readers(account.eligible())
            + (account.eligible() == 1 ? " has it" : " have it");
    return switch ((int) Math.min(account.waiting(), 2)) {
      case 0 -> have + ".";
      case 1 -> have + ", 1 waits.";
      default -> have + ", " + count(account.waiting()) + " wait.";
    };
  }

  /// Of how many it is not known whether they have it; empty of none.
  static String unknown(long mails) {
    return mails == 0
        ? ""
        : " Of " + readers(mails) + " nobody knows: the mail was handed over, and no answer came.";
  }

  /// How fast it goes and until when; empty once nobody waits.
  String headway(SendingProgress progress) {
    Instant last = progress.lastDue();
    if (last == null) {
      return "";
    }
    String speed =
        (progress.lastMinute() == 0 ? "None" : count(progress.lastMinute()))
            + " went out in the last minute";
    if (progress.overdue() > 0 && progress.lastMinute() == 0) {
      return speed + ", though " + count(progress.overdue()) + " are overdue.";
    }
    Instant done = progress.done();
    String due = last.isAfter(progress.at()) ? " The last are due at " + at(last) + "." : "";
    return speed
        + "."
        + due
        + (done == null || (!due.isEmpty() && !done.isAfter(last.plusSeconds(60)))
            ? ""
            : " Everybody should have it by about " + at(done.plusSeconds(59)) + ".");
  }

  /// How far it is with its canary ring; empty where there is none.
  String canary(CanaryPhase phase) {
    return switch (phase) {
      case CanaryPhase.None() -> "";
      case CanaryPhase.First(long ring) ->
          "First " + readers(ring) + " get it; the others wait for what comes back.";
      case CanaryPhase.Watched(long ring, Instant until) ->
          readers(ring)
              + " have it, and what comes back is watched; the others wait until "
              + at(until)
              + " at the latest.";
      case CanaryPhase.Open(long ring, _) ->
          "Tried on " + readers(ring) + " first; everybody's turn has come.";
    };
  }

  /// What was done, by the diary's word for it.
  static String verb(String action) {
    return switch (action) {
      case "pin" -> "pinned";
      case "unpin" -> "unpinned";
      case "drop" -> "dropped";
      case "restore" -> "brought back";
      case "reword" -> "reworded";
      case "undo" -> "undid a change";
      case "retract" -> "retracted";
      case "embargo" -> "put under embargo";
      case "approve_first" -> "approved it as the first of two";
      case "approve", "approved" -> "approved it";
      case "hold", "held" -> "held it";
      case "stop", "stopped" -> "stopped it";
      case "resume" -> "resumed it";
      case "subject" -> "changed subject or preheader";
      case "intro" -> "changed the intro";
      case "release" -> "let it go to everybody";
      case "merge" -> "merged";
      case "split" -> "split";
      case "skipped" -> "skipped it";
      case "missed" -> "did not send it";
      case "collecting" -> "opened it";
      case "alert" -> "made the alert";
      case "correct" -> "wrote the correction";
      default -> action;
    };
  }

  /// "in 2 h 5 min", "in 40 s"; empty when it has passed.
  String countdown() {
    Duration left = Duration.between(now, edition.cutOff());
    if (left.isNegative() || left.isZero()) {
      return "";
    }
    long hours = left.toHours();
    int minutes = left.toMinutesPart();
    if (hours >= 48) {
      return "in " + left.toDays() + " days";
    }
    if (hours > 0) {
      return "in " + hours + " h " + minutes + " min";
    }
    return minutes > 0 ? "in " + minutes + " min" : "in " + left.toSecondsPart() + " s";
  }

  /// In the newsletter's zone; with the day of the week where it is another day than today.
  String at(Instant time) {
    ZoneId zone = newsletter.zone();
    boolean today = time.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? TIME : DAY_AND_TIME).format(time.atZone(zone));
  }

  boolean isAhead(Instant time) {
    return time.isAfter(now);
  }

  /// How old something is: "5 min", "3 h", "2 days".
  String age(@Nullable Instant since) {
    if (since == null) {
      return "";
    }
    Duration age = Duration.between(since, now);
    if (age.toMinutes() < 60) {
      return Math.max(0, age.toMinutes()) + " min";
    }
    return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " days";
  }

  static String readers(long count) {
    return count == 1 ? "1 reader" : count(count) + " readers";
  }

  static String count(long count) {
    return String.format(Locale.UK, "%,d", count);
  }

  /// Of a hundred, with one decimal: "12.5 %".
  static String percent(double ofHundred) {
    return String.format(Locale.UK, "%.1f %%", ofHundred);
  }
}
