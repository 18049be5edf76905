package org.paperround.web.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.paperround.article.SourceHealth;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceListing;
import org.paperround.article.SourceTrial;
import org.paperround.platform.http.WebAddress;

/// Says of sources, in words, how they are read, how they do, and what trying one brought. Pure.
final class SourceView {
  private SourceView() {}

  /// As the list shows one; `problem`: what is wrong and what to do, empty while it works.
  record Line(
      long id,
      String name,
      String kind,
      String read,
      String state,
      String problem,
      int lastDay,
      String aDay) {}

  /// How many there are, of which kind.
  static String sentence(SourceListing.Counts counts) {
    String fail =
        switch (counts.failing()) {
          case 0 -> "None fails";
          case 1 -> "One fails, and comes first";
          default -> counts.failing() + " fail, and come first";
        };
    String paused =
        switch (counts.paused()) {
          case 0 -> "none is paused";
          case 1 -> "one is paused";
          default -> counts.paused() + " are paused";
        };
    return (counts.sources() == 1 ? "One source" : counts.sources() + " sources")
        + ". "
        + fail
        + "; "
        + paused
        + ".";
  }

  static Line line(SourceListing.Line line) {
    SourceHealth source = line.source();
    Instant read = source.lastFetchedAt();
    return new Line(
        source.id(),
        source.name(),
        source.settings().kind().word() + (source.ownPortal() ? ", the portal's own" : ""),
        read == null ? "" : Times.shown(read),
        state(source),
        isFailing(source) ? Objects.requireNonNullElse(source.failureReason(), "") : "",
        line.flow().lastDay(),
        number(line.flow().aDay()));
  }

  private static boolean isFailing(SourceHealth source) {
    return source.active() && source.failingSince() != null;
  }

  private static String state(SourceHealth source) {
    if (!source.active()) {
      return "Paused";
    }
    Instant failing = source.failingSince();
    if (failing != null) {
      return "Fails since " + Times.shown(failing);
    }
    if (source.settings().kind() == SourceKind.PUSH) {
      return "Only pushed";
    }
    return source.lastSuccessAt() == null ? "Not read yet" : "Works";
  }

  private static String number(double aDay) {
    String form = aDay == Math.rint(aDay) || aDay >= 10 ? "%.0f" : "%.1f";
    return String.format(Locale.UK, form, aDay);
  }

  /// What is wrong with it now, and when it is tried again; empty while it works.
  static String problem(SourceHealth source) {
    Instant since = source.failingSince();
    if (!source.active() || since == null) {
      return "";
    }
    Instant next = source.nextFetchAt();
    return "It fails since "
        + Times.shown(since)
        + (source.consecutiveFailures() > 1
            ? ", " + source.consecutiveFailures() + " times in a row. "
            : ". ")
        + Objects.requireNonNullElse(source.failureReason(), "")
        + (next == null
            ? " It is tried again now."
            : " It is tried again " + Times.shown(next) + ".");
  }

  /// How it is read and what it brings, in sentences.
  static List<String> sentences(SourceHealth source, SourceListing.Flow flow, Instant now) {
    List<String> said = new ArrayList<>();
    said.add(how(source));
    Instant told = source.toldUntil();
    if (told != null && told.isAfter(now)) {
      said.add("A hub tells of its news, so it is read four times more rarely.");
    }
    if (source.keys() > 0) {
      said.add(
          (source.keys() == 1 ? "One key" : source.keys() + " keys") + " may push articles to it.");
    }
    said.add(
        "It brought "
            + (flow.lastDay() == 1 ? "one article" : flow.lastDay() + " articles")
            + " in the last 24 hours, and "
            + number(flow.aDay())
            + " a day over the last week.");
    return said;
  }

  private static String how(SourceHealth source) {
    if (!source.active()) {
      return "It is paused: it is not read, and what is pushed by it is not taken. Its articles"
          + " stay.";
    }
    if (source.settings().kind() == SourceKind.PUSH) {
      return "Its articles are only pushed.";
    }
    Instant last = source.lastSuccessAt();
    return "It is read every "
        + every(source.settings().pollSeconds())
        + (last == null
            ? ", and was not read yet."
            : "; it was last read " + Times.shown(last) + ".");
  }

  private static String every(int seconds) {
    Duration interval = Duration.ofSeconds(seconds);
    if (seconds % 3600 == 0) {
      return interval.toHours() == 1 ? "hour" : interval.toHours() + " hours";
    }
    if (seconds % 60 == 0) {
      return interval.toMinutes() == 1 ? "minute" : interval.toMinutes() + " minutes";
    }
    return seconds + " seconds";
  }

  /// What a trial brought: `failure` empty when it can be read.
  record Tried(
      String failure,
      String said,
      List<String> notes,
      List<Entry> taken,
      List<Entry> refused,
      String takenTitle,
      String refusedTitle) {}

  /// `link`: empty where it is no address that a browser should follow.
  record Entry(String headline, String link, String when, String section, String note) {}

  static Tried tried(SourceTrial.Read read) {
    List<String> notes = read.notes();
    return new Tried(
        "",
        read.title().isEmpty() ? "It can be read." : "It can be read: " + read.title() + ".",
        notes,
        read.taken().stream().map(SourceView::entry).toList(),
        read.refused().stream().map(SourceView::entry).toList(),
        title("Would be taken", read.takenInAll(), read.taken().size(), "the newest"),
        title("Would not be taken", read.refusedInAll(), read.refused().size(), "the first"));
  }

  static Tried tried(SourceTrial.Failed failed) {
    return new Tried(failed.sentence(), "", List.of(), List.of(), List.of(), "", "");
  }

  private static String title(String what, int all, int shown, String which) {
    return what + ": " + all + (shown < all ? ". These are " + which + " " + shown + ":" : "");
  }

  private static Entry entry(SourceTrial.Entry entry) {
    Instant published = entry.published();
    return new Entry(
        entry.headline().isEmpty() ? "Without a headline" : entry.headline(),
        WebAddress.parse(entry.url()).isPresent() ? entry.url() : "",
        published == null ? "" : Times.shown(published),
        entry.section(),
        entry.note());
  }
}
