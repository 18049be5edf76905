package org.paperround.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;

/// What the template of the preference page is given. Thread-safe.
final class PreferenceValues {
  private final Pages pages;
  private final Subscribers subscribers;
  private final ReaderLinks links;
  private final OfferedInterests offered;

  PreferenceValues(
      Pages pages, Subscribers subscribers, ReaderLinks links, OfferedInterests offered) {
    this.pages = pages;
    this.subscribers = subscribers;
    this.links = links;
    this.offered = offered;
  }

  Map<String, Object> of(
      Preferences preferences, Newsletter newsletter, Locale locale, Instant now) {
    Map<String, Object> values = new HashMap<>();
    values.put("newsletter", newsletter);
    values.put("preferences", preferences);
    values.put("alerting", newsletter.kind() == Newsletter.Kind.ALERT);
    values.put(
        "stories", PreferenceView.stories(preferences.maxStories(), newsletter.maxStories()));
    values.put("quietFrom", PreferenceView.hours(preferences.alerts().quietHours().from()));
    values.put("quietUntil", PreferenceView.hours(preferences.alerts().quietHours().until()));
    values.put("alertsPerDay", PreferenceView.alerts(preferences.alerts().perDay()));
    values.put("readerLanguages", Languages.choices(preferences.locale()));
    values.put(
        "unsubscribeUrl", links.unsubscribeUrl(preferences.subscriber(), preferences.newsletter()));
    putTimes(values, preferences, locale);
    putPause(values, preferences, locale, now);
    putInterests(values, preferences, locale, now);
    return values;
  }

  private static void putTimes(Map<String, Object> values, Preferences preferences, Locale locale) {
    values.put("hours", PreferenceView.hours(preferences.hour()));
    values.put("zones", PreferenceView.zones(preferences.zone()));
    values.put("frequency", FrequencyFields.frequency(preferences.days()));
    values.put("days", PreferenceView.days(preferences.days(), locale));
    values.put(
        "weekdays",
        PreferenceView.days(Set.of(FrequencyFields.weekday(preferences.days())), locale));
  }

  private void putPause(
      Map<String, Object> values, Preferences preferences, Locale locale, Instant now) {
    ZoneId zone = preferences.zone();
    LocalDate today = LocalDate.ofInstant(now, zone);
    Instant until = preferences.pausedUntil();
    String paused =
        until == null || !until.isAfter(now) ? "" : date(LocalDate.ofInstant(until, zone), locale);
    values.put("paused", paused);
    values.put("pause", paused.isEmpty() ? "" : "as-it-is");
    values.put(
        "pauses",
        PauseFields.WEEKS.stream()
            .map(weeks ->
                new PreferenceView.Option(
                    Integer.toString(weeks),
                    pages.text(
                        locale,
                        "preferences.pause.weeks",
                        weeks,
                        date(today.plusWeeks(weeks), locale)),
                    false))
            .toList());
    values.put("pauseFirst", today.plusDays(1).toString());
    values.put("pauseLast", PauseFields.last(today).toString());
  }

  private void putInterests(
      Map<String, Object> values, Preferences preferences, Locale locale, Instant now) {
    List<Interest> interests = PreferenceView.interests(offered.get(), preferences);
    LocalDate today = LocalDate.ofInstant(now, preferences.zone());
    values.put(
        "follows",
        PreferenceView.choices(
            interests, preferences.follows(), interest -> pages.interest(locale, interest)));
    values.put(
        "mutes",
        PreferenceView.choices(
            interests,
            Mute.holding(preferences.mutes(), today),
            interest -> pages.interest(locale, interest)));
    values.put(
        "hidden",
        preferences.mutes().stream()
            .filter(mute -> mute.holds(today))
            .map(mute -> hidden(mute.interest(), mute.until(), locale))
            .sorted()
            .toList());
    values.put("muteDays", PreferenceForm.MUTE_DAYS);
  }

  /// "Sport, until 24 December: 12 stories of the last week, among them ..."
  private String hidden(Interest interest, @Nullable LocalDate until, Locale locale) {
    OfferedInterests.LastWeek week = offered.lastWeek(interest);
    String name = pages.interest(locale, interest);
    String what =
        until == null
            ? name
            : pages.text(locale, "preferences.mute.until", name, date(until, locale));
    return pages.text(locale, "preferences.mute.hides", what, week.stories(), week.headline());
  }

  /// The newsletters that are on offer, but this one.
  List<Other> others(
      List<Newsletter> offers, Collection<NewsletterId> coming, Preferences preferences) {
    return offers.stream()
        .filter(offer -> !offer.id().equals(preferences.newsletter()))
        .map(offer ->
            new Other(
                offer.slug(),
                offer.name(),
                offer.description(),
                coming.contains(offer.id())
                    ? subscribers
                        .preferencesUrl(new ReaderLinks.Named(preferences.subscriber(), offer.id()))
                        .orElse(null)
                    : null))
        .toList();
  }

  static String date(LocalDate day, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(Languages.ofDates(locale))
        .format(day);
  }

  /// `url`: where its own preferences are, if it comes to the reader.
  record Other(String slug, String name, String description, @Nullable String url) {}
}
