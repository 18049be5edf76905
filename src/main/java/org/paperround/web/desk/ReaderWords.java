package org.paperround.web.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.Reason;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.ReaderProfile;
import org.paperround.subscriber.ReaderState;
import org.paperround.subscriber.Receipt;
import org.paperround.subscriber.SuppressionReason;

/// What is known of a reader, in words. Pure.
final class ReaderWords {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);

  private ReaderWords() {}

  /// Before the names of newsletters.
  static String standing(ReaderState state) {
    return switch (state) {
      case CONFIRMED -> "gets";
      case PENDING -> "has not confirmed";
      case ENDED -> "has left";
      case SUPPRESSED -> "is suppressed for";
    };
  }

  /// Why an address is never mailed.
  static String suppression(SuppressionReason reason) {
    return switch (reason) {
      case HARD_BOUNCE -> "mail to it came back";
      case COMPLAINT -> "its reader called a mail spam";
      case ERASED -> "its reader was erased";
      case OPERATOR -> "staff said so";
    };
  }

  /// How a reader stands with a newsletter, since when, and why.
  static String standing(ReaderProfile.Held held) {
    return switch (held.state()) {
      case CONFIRMED -> "Gets it" + since(" since ", held.confirmedAt()) + ".";
      case PENDING ->
          "Asked for it on " + Times.shown(held.requestedAt()) + ", and has not confirmed.";
      case ENDED ->
          "Has left it"
              + since(", ", held.endedAt())
              + (held.endedCause() == null ? "" : ": " + cause(held.endedCause()))
              + ".";
      case SUPPRESSED -> "Is suppressed.";
    };
  }

  private static String since(String before, @Nullable Instant at) {
    return at == null ? "" : before + Times.shown(at);
  }

  private static String cause(String code) {
    return switch (code) {
      case "one_click" -> "with the button of a mail program";
      case "page" -> "on the page";
      case "mailto" -> "by a mail";
      case "operator" -> "by staff";
      case "complaint" -> "by a complaint";
      case "bounce" -> "since mail came back";
      case "erasure" -> "by an erasure";
      default -> code;
    };
  }

  /// When a newsletter comes to this reader, and how much of it.
  static String rhythm(Preferences chosen, boolean alerts, Instant now) {
    List<String> parts = new ArrayList<>();
    if (alerts) {
      QuietHours quiet = chosen.alerts().quietHours();
      parts.add(
          quiet.from() == quiet.until()
              ? "alerts at any hour"
              : "no alerts from " + hour(quiet.from()) + " to " + hour(quiet.until()));
      Optional.ofNullable(chosen.alerts().perDay())
          .ifPresent(most -> parts.add("at most " + most + " a day"));
      if (chosen.alerts().onlyFollowed()) {
        parts.add("only about what they follow");
      }
    } else {
      parts.add(ScheduleWords.days(chosen.days()));
      Integer hour = chosen.hour();
      parts.add(hour == null ? "when it is published" : "at " + hour(hour));
      Optional.ofNullable(chosen.maxStories())
          .ifPresent(most -> parts.add("at most " + most + " stories"));
    }
    Instant until = chosen.pausedUntil();
    if (until != null && until.isAfter(now)) {
      parts.add("paused until " + day(until, chosen.zone()));
    }
    String words = String.join(", ", parts);
    return words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1) + ".";
  }

  private static String hour(int hour) {
    return String.format(Locale.UK, "%02d:00", hour);
  }

  private static String day(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(zone));
  }

  /// What they follow, in the order of its names; empty for nothing.
  static String follows(Collection<Interest> follows) {
    return follows.stream().map(Interest::name).sorted().collect(Collectors.joining(", "));
  }

  static String mutes(Collection<Mute> mutes) {
    return mutes.stream()
        .map(mute ->
            mute.interest().name()
                + (mute.until() == null ? "" : " until " + DAY.format(mute.until())))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /// Why a story was in a mail, as its reader was told.
  static String reason(Reason reason) {
    return switch (reason) {
      case Reason.FrontPage() -> "front page";
      case Reason.EditorsChoice() -> "chosen by the editors";
      case Reason.FollowsSection(String section) -> "because they follow " + section;
      case Reason.FollowsTopic(String topic) -> "because they follow " + topic;
      case Reason.TopStory() -> "one of the top stories";
      case Reason.ReadsSection(String section) -> "because they often read " + section;
      case Reason.Discovery() -> "something different, to learn what they like";
      case Reason.Breaking() -> "breaking news";
    };
  }

  /// What a consent record says, in a sentence without its time.
  static String consent(Receipt receipt) {
    String newsletter = receipt.newsletter() == null ? "everything" : receipt.newsletter();
    String detail = receipt.detail().isEmpty() ? "" : ": " + receipt.detail();
    return switch (receipt.event()) {
      case "requested" ->
          receipt.newsletter() == null
              ? "Asked to move to another address"
              : "Asked for " + newsletter;
      case "confirmed" -> "Confirmed " + newsletter + detail;
      case "imported" -> "Was signed up for " + newsletter + " from another list" + detail;
      case "changed" ->
          (receipt.method().equals("engine") ? "The engine changed " : "Changed ")
              + receipt.detail();
      case "tracking_granted" -> "Agreed that clicks are counted";
      case "tracking_withdrawn" -> "Agrees no longer that clicks are counted";
      case "ended" -> "Left " + newsletter + ": " + cause(receipt.detail());
      case "suppressed" -> "The address was suppressed: " + suppressed(receipt.detail());
      case "unsuppressed" -> "The address is mailed again" + detail;
      case "erased" -> "Was erased";
      default -> receipt.event() + detail;
    };
  }

  private static String suppressed(String code) {
    for (SuppressionReason reason : SuppressionReason.values()) {
      if (reason.code().equals(code)) {
        return suppression(reason);
      }
    }
    return code;
  }

  /// How a record came to be.
  static String method(String method) {
    return switch (method) {
      case "form" -> "on a sign-up page";
      case "api" -> "on a page of the portal";
      case "link" -> "through a link in a mail";
      case "one-click" -> "with the button of a mail program";
      case "mailto" -> "by a mail";
      case "import" -> "from another list";
      case "operator" -> "by staff";
      case "engine" -> "by the engine";
      case "bounce" -> "because mail came back";
      case "complaint" -> "because a mail was called spam";
      default -> method;
    };
  }
}
