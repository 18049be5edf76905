package org.paperround.web.desk;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.DryRunFindings;
import org.paperround.mail.ReadMail;

/// What a dry run found, as its page says it. Pure.
record FindingsView(
    List<String> sentences,
    List<Line> without,
    List<Reach> stories,
    List<Section> sections,
    List<String> groups,
    List<Hour> hours) {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.UK);

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.UK);

  record Line(String name, String readers) {}

  /// `places`: where it stands in how many digests: first, second or third, further down.
  record Reach(
      long story,
      String headline,
      String section,
      String readers,
      String share,
      int percent,
      List<String> places) {}

  /// `before`: the share in the edition before; empty: there was none.
  record Section(String name, String share, int percent, String before) {}

  record Hour(String at, List<String> readers, String all, String takes) {}

  static FindingsView of(DryRunFindings found, ZoneId zone) {
    List<String> groups = found.groups().stream().map(DryRunFindings.Group::name).toList();
    return new FindingsView(
        sentences(found),
        found.without().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(reason ->
                new Line(reason.getKey().replace('-', ' '), EditionWords.count(reason.getValue())))
            .toList(),
        found.stories().stream().map(story -> reach(story, found.digests())).toList(),
        sections(found),
        groups,
        found.turns().stream().map(turn -> hour(found, turn, groups, zone)).toList());
  }

  private static List<String> sentences(DryRunFindings found) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        EditionWords.count(found.digests())
            + " of "
            + EditionWords.readers(found.readers())
            + " get a digest"
            + than(found)
            + ".");
    long tooFew = found.without().getOrDefault("too-few-stories", 0L);
    if (tooFew > 0) {
      sentences.add(
          EditionWords.readers(tooFew)
              + (tooFew == 1 ? " gets" : " get")
              + " none, because too few stories are new to them.");
    }
    if (found.largestHtml() > 0) {
      sentences.add(
          "The largest mail has "
              + kilobytes(found.largestHtml())
              + (found.largestHtml() >= ReadMail.MOST_HTML_OCTETS
                  ? ": Gmail cuts it off."
                  : ", of " + kilobytes(ReadMail.MOST_HTML_OCTETS) + " that Gmail shows."));
    }
    return sentences;
  }

  private static String than(DryRunFindings found) {
    DryRunFindings.@Nullable Before before = found.before();
    if (before == null) {
      return "";
    }
    long more = found.digests() - before.digests();
    String edition = " the edition before, of " + DAY.format(before.day());
    return more == 0
        ? ", as many as" + edition
        : ", "
            + EditionWords.count(Math.abs(more))
            + (more > 0 ? " more than" : " fewer than")
            + edition;
  }

  private static String kilobytes(int bytes) {
    return String.format(Locale.UK, "%.0f KB", bytes / 1024.0);
  }

  private static Reach reach(DryRunFindings.Reach story, long digests) {
    List<Long> places = story.places();
    long first = places.isEmpty() ? 0 : places.getFirst();
    long next = places.stream().skip(1).limit(2).mapToLong(Long::longValue).sum();
    return new Reach(
        story.story(),
        story.headline(),
        story.section(),
        EditionWords.count(story.readers()),
        share(story.readers(), digests),
        percent(story.readers(), digests),
        List.of(
            EditionWords.count(first),
            EditionWords.count(next),
            EditionWords.count(story.readers() - first - next)));
  }

  private static List<Section> sections(DryRunFindings found) {
    Map<String, Long> now = found.sections();
    Map<String, Long> then = found.before() == null ? Map.of() : found.before().sections();
    long all = now.values().stream().mapToLong(Long::longValue).sum();
    long allThen = then.values().stream().mapToLong(Long::longValue).sum();
    Set<String> names = new TreeSet<>(now.keySet());
    names.addAll(then.keySet());
    return names.stream()
        .sorted(Comparator.comparingLong((String name) -> now.getOrDefault(name, 0L)).reversed())
        .map(name ->
            new Section(
                name,
                share(now.getOrDefault(name, 0L), all),
                percent(now.getOrDefault(name, 0L), all),
                allThen == 0 ? "" : share(then.getOrDefault(name, 0L), allThen)))
        .toList();
  }

  private static Hour hour(
      DryRunFindings found, DryRunFindings.Turn turn, List<String> groups, ZoneId zone) {
    return new Hour(
        HOUR.format(turn.due().atZone(zone)),
        groups.stream()
            .map(group -> EditionWords.count(turn.readers().getOrDefault(group, 0L)))
            .toList(),
        EditionWords.count(turn.all()),
        found.takes(turn).map(FindingsView::said).orElse(""));
  }

  private static String said(Duration takes) {
    if (takes.toSeconds() < 60) {
      return "under a minute";
    }
    long minutes = (takes.toSeconds() + 59) / 60;
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private static String share(long part, long all) {
    return EditionWords.percent(all == 0 ? 0 : 100.0 * part / all);
  }

  private static int percent(long part, long all) {
    return all == 0 ? 0 : (int) Math.round(100.0 * part / all);
  }
}
