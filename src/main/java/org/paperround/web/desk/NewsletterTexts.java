package org.paperround.web.desk;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperround.newsletter.AlertPolicy;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.SunsetPolicy;

/// A newsletter as the fields of its page hold it: text by name, in order. The names are those of
/// the options of `newsletter add`. Pure.
final class NewsletterTexts {
  static final String YES = "yes";

  private NewsletterTexts() {}

  static Map<String, String> of(Newsletter newsletter) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("slug", newsletter.slug());
    texts.put("name", newsletter.name());
    texts.put("description", newsletter.description());
    texts.put("portal", newsletter.portalName());
    texts.put("portal-url", newsletter.portalUrl());
    texts.put("locale", newsletter.locale().getLanguage());
    texts.put("theme", newsletter.look());
    texts.put("active", box(newsletter.active()));
    texts.put("approval", FieldGroup.word(newsletter.approval()));
    switch (newsletter.kind()) {
      case DIGEST -> digest(newsletter, texts);
      case ALERT -> alert(newsletter.alerts(), texts);
    }
    texts.put("late-hours", hours(newsletter.lateLimit()));
    texts.put("uncertain", FieldGroup.word(newsletter.uncertain()));
    texts.put("sender-name", newsletter.senderName());
    texts.put("sender", newsletter.senderAddress());
    texts.put("reply-to", newsletter.replyTo());
    texts.put("postal-address", newsletter.postalAddress());
    texts.put("archive", box(newsletter.archive()));
    texts.put("goodbye", box(newsletter.goodbye()));
    return texts;
  }

  private static void digest(Newsletter newsletter, Map<String, String> texts) {
    texts.put("time", newsletter.sendTime().toString());
    texts.put(
        "days",
        newsletter.sendDays().stream()
            .sorted()
            .map(FieldGroup::word)
            .collect(Collectors.joining(",")));
    texts.put("zone", newsletter.zone().getId());
    texts.put("slots", String.valueOf(newsletter.frontPageSlots()));
    texts.put("min-stories", String.valueOf(newsletter.minStories()));
    texts.put("max-stories", String.valueOf(newsletter.maxStories()));
    texts.put("max-age-hours", hours(newsletter.maxAge()));
    texts.put("welcome-edition", box(newsletter.welcomeEdition()));
    SunsetPolicy sunset = newsletter.sunset();
    texts.put("ask-after-days", String.valueOf(sunset.askDays()));
    texts.put("ask-after-digests", String.valueOf(sunset.leastSent()));
    texts.put("slower-after-days", String.valueOf(sunset.slowerDays()));
    texts.put("pause-after-days", String.valueOf(sunset.pauseDays()));
  }

  private static void alert(AlertPolicy alerts, Map<String, String> texts) {
    texts.put("alerts-a-day", String.valueOf(alerts.perDay()));
    texts.put("again-hours", hours(alerts.again()));
    texts.put("fresh-minutes", String.valueOf(alerts.fresh().toMinutes()));
  }

  static boolean names(DayOfWeek day, String days) {
    return ("," + days + ",").contains("," + FieldGroup.word(day) + ",");
  }

  private static String box(boolean ticked) {
    return ticked ? YES : "";
  }

  /// Those that are no whole number of hours keep their minutes: 90 minutes are 1.5.
  private static String hours(Duration duration) {
    return duration.toMinutes() % 60 == 0
        ? String.valueOf(duration.toHours())
        : String.valueOf(duration.toMinutes() / 60.0);
  }
}
