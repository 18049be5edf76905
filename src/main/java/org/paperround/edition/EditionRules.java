package org.paperround.edition;

import java.time.Instant;
import org.paperround.newsletter.Newsletter;

/// Which act is possible in which state, and what state follows. Pure: the whole state machine of
/// an editor's acts, and what becomes of an edition of which no editor spoke.
final class EditionRules {
  private static final String TOO_LATE_TO_REWORD =
      "Some readers may have it already in the present words. A correction goes to everybody who"
          + " had the story.";

  private final StoredEdition edition;
  private final Instant now;

  private EditionRules(StoredEdition edition, Instant now) {
    this.edition = edition;
    this.now = now;
  }

  static Verdict judge(Act act, StoredEdition edition, Instant now) {
    EditionRules rules = new EditionRules(edition, now);
    return switch (act) {
      case PIN, UNPIN, RESTORE, UNDO -> rules.arrange();
      case REWORD -> rules.reword();
      case DROP -> rules.drop();
      // These are of stories, whatever becomes of the edition in which they were seen.
      case RETRACT, EMBARGO, MERGE, SPLIT -> rules.stay();
      case APPROVE_FIRST -> rules.approveFirst();
      case APPROVE -> rules.approve();
      case HOLD -> rules.hold();
      case STOP -> rules.stop();
      case RESUME -> rules.resume();
      case RELEASE -> rules.release();
      case SUBJECT, INTRO -> rules.subject();
    };
  }

  /// Nobody has had anything of it, so that its cards can still become others.
  static boolean isDraft(StoredEdition edition) {
    return switch (edition.state()) {
      case COLLECTING, APPROVED, HELD -> true;
      case STOPPED -> !edition.frozen();
      case SENDING, SENT, MISSED, SKIPPED -> false;
    };
  }

  private Verdict arrange() {
    return switch (edition.state()) {
      case COLLECTING, APPROVED, HELD -> stay();
      case STOPPED ->
          edition.frozen()
              ? refuse("Some readers may have it already, so this would not reach everybody.")
              : stay();
      case SENDING ->
          refuse(
              "The edition is being sent, so this would not reach everybody; it can be stopped.");
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  private Verdict drop() {
    return switch (edition.state()) {
      case COLLECTING, APPROVED, HELD, SENDING, STOPPED -> stay();
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  private Verdict approve() {
    return switch (edition.state()) {
      case COLLECTING, HELD -> unlessExpired(EditionState.APPROVED);
      case APPROVED -> refuse("The edition is approved already.");
      case SENDING -> refuse("The edition is approved and being sent already.");
      case STOPPED -> refuse("The edition was stopped; resume it.");
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  /// A first approval changes nothing but who stands for it.
  private Verdict approveFirst() {
    return switch (approve()) {
      case Verdict.Allowed _ -> stay();
      case Verdict.Refused refused -> refused;
    };
  }

  private Verdict hold() {
    return switch (edition.state()) {
      case COLLECTING, APPROVED -> become(EditionState.HELD);
      case HELD -> refuse("The edition is held already.");
      case SENDING -> refuse("The edition is being sent; stop it instead.");
      case STOPPED -> refuse("The edition is stopped, so nothing of it is sent.");
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  private Verdict stop() {
    return switch (edition.state()) {
      case APPROVED, SENDING -> become(EditionState.STOPPED);
      case COLLECTING -> refuse("The edition is still collecting; hold it instead.");
      case HELD -> refuse("The edition is held, so nothing of it is sent.");
      case STOPPED -> refuse("The edition is stopped already.");
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  private Verdict resume() {
    return switch (edition.state()) {
      case STOPPED ->
          unlessExpired(edition.frozen() ? EditionState.SENDING : EditionState.APPROVED);
      case HELD ->
          now.isBefore(edition.edition().cutOff())
              ? become(EditionState.COLLECTING)
              : unlessExpired(EditionState.APPROVED);
      case COLLECTING -> refuse("The edition is collecting: there is nothing to resume.");
      case APPROVED -> refuse("The edition is approved: there is nothing to resume.");
      case SENDING -> refuse("The edition is being sent: there is nothing to resume.");
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  private Verdict release() {
    return switch (edition.state()) {
      case SENDING -> stay();
      case COLLECTING, APPROVED, HELD -> refuse("The edition is not being sent yet.");
      case STOPPED -> refuse("The edition is stopped; resume it.");
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  private Verdict subject() {
    if (edition.edition().isLetter()) {
      return refuse("A correction goes out under the words it was written with.");
    }
    return drop();
  }

  private Verdict reword() {
    return switch (edition.state()) {
      case COLLECTING, APPROVED, HELD -> stay();
      case STOPPED -> edition.frozen() ? refuse(TOO_LATE_TO_REWORD) : stay();
      case SENDING -> refuse(TOO_LATE_TO_REWORD);
      case SENT, MISSED, SKIPPED -> over();
    };
  }

  private Verdict unlessExpired(EditionState next) {
    return now.isBefore(edition.edition().expiresAt())
        ? become(next)
        : refuse(
            "The edition expired at "
                + edition.edition().expiresAt()
                + "; its readers would get it too late.");
  }

  static EditionState withoutEditor(Newsletter newsletter) {
    return switch (newsletter.approval().unapproved()) {
      case SEND -> EditionState.APPROVED;
      case HOLD -> EditionState.HELD;
      case SKIP -> EditionState.SKIPPED;
    };
  }

  private Verdict over() {
    return switch (edition.state()) {
      case SENT -> refuse("The edition has been sent.");
      case MISSED -> refuse("The edition missed its time and is not sent.");
      case SKIPPED -> refuse("The edition was skipped and is not sent.");
      case COLLECTING, APPROVED, HELD, SENDING, STOPPED ->
          throw new IllegalStateException(edition.state() + " is not over");
    };
  }

  private Verdict stay() {
    return become(edition.state());
  }

  private static Verdict become(EditionState next) {
    return new Verdict.Allowed(next);
  }

  private static Verdict refuse(String why) {
    return new Verdict.Refused(why);
  }

  sealed interface Verdict {
    /// The edition's state after the act; the present one when the act does not change it.
    record Allowed(EditionState next) implements Verdict {}

    record Refused(String why) implements Verdict {}
  }
}
