package org.paperround.web;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.AlertPolicy;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;

/// What the preference page offers, as plain lists for its template. Pure.
final class PreferenceView {
  private static final Set<String> REGIONS =
      Set.of(
          "Africa",
          "America",
          "Antarctica",
          "Asia",
          "Atlantic",
          "Australia",
          "Europe",
          "Indian",
          "Pacific");

  private PreferenceView() {}

  record Option(String value, String label, boolean chosen) {}

  record Group(String label, List<Option> options) {}

  record Choice(String value, String label, boolean section, boolean chosen) {}

  static List<Option> hours(@Nullable Integer chosen) {
    return IntStream.range(0, 24)
        .mapToObj(hour ->
            new Option(
                Integer.toString(hour),
                String.format(Locale.ROOT, "%02d:00", hour),
                Integer.valueOf(hour).equals(chosen)))
        .toList();
  }

  static List<Option> stories(@Nullable Integer chosen, int most) {
    return numbers(
        IntStream.of(3, 5, 7, 10, 12, 15, 20, 30, 40)
            .filter(number -> number <= most || Integer.valueOf(number).equals(chosen)),
        chosen);
  }

  static List<Option> alerts(@Nullable Integer chosen) {
    return numbers(IntStream.rangeClosed(1, AlertPolicy.MOST_PER_DAY), chosen);
  }

  private static List<Option> numbers(IntStream numbers, @Nullable Integer chosen) {
    return numbers
        .mapToObj(number ->
            new Option(
                Integer.toString(number),
                Integer.toString(number),
                Integer.valueOf(number).equals(chosen)))
        .toList();
  }

  static List<Option> days(Set<DayOfWeek> chosen, Locale locale) {
    return Stream.of(DayOfWeek.values())
        .map(day ->
            new Option(
                Integer.toString(day.getValue()),
                day.getDisplayName(TextStyle.FULL_STANDALONE, locale),
                chosen.contains(day)))
        .toList();
  }

  /// Places by region; a zone that is no place (`UTC`) has a group of its own.
  static List<Group> zones(ZoneId chosen) {
    Map<String, List<Option>> groups = new TreeMap<>();
    Stream.concat(
            ZoneId.getAvailableZoneIds().stream().filter(PreferenceView::place),
            Stream.of("UTC", chosen.getId()))
        .distinct()
        .sorted()
        .forEach(id ->
            groups
                .computeIfAbsent(region(id), _ -> new ArrayList<>())
                .add(new Option(id, label(id), id.equals(chosen.getId()))));
    return groups.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /// What is offered and what the reader chose earlier: sections first, each kind by name.
  static List<Interest> interests(List<Interest> offered, Preferences preferences) {
    return Stream.of(
            offered.stream(),
            preferences.follows().stream(),
            preferences.mutes().stream().map(Mute::interest))
        .flatMap(Function.identity())
        .distinct()
        .sorted(
            Comparator.comparing(Interest::kind)
                .thenComparing(Interest::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  static List<Choice> choices(
      List<Interest> interests, Set<Interest> chosen, Function<Interest, String> name) {
    return interests.stream()
        .map(interest ->
            new Choice(
                interest.toString(),
                name.apply(interest),
                interest.kind() == Interest.Kind.SECTION,
                chosen.contains(interest)))
        .toList();
  }

  private static boolean place(String id) {
    int slash = id.indexOf('/');
    return slash > 0 && REGIONS.contains(id.substring(0, slash));
  }

  private static String region(String id) {
    return place(id) ? id.substring(0, id.indexOf('/')) : "UTC";
  }

  private static String label(String id) {
    String rest = place(id) ? id.substring(id.indexOf('/') + 1) : id;
    return rest.replace('_', ' ').replace("/", ", ");
  }
}
