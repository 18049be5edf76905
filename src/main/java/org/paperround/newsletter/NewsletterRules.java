package org.paperround.newsletter;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.paperround.platform.template.Messages;
import org.paperround.platform.text.TypedText;

/// What makes a newsletter one that can be offered. Pure.
final class NewsletterRules {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// Looks right: package mail decides for readers, where it matters more.
  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s\\p{Cntrl}<>,;]+@[^@\\s.]+(\\.[^@\\s.]+)*");

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int LONGEST_NAME = 100;

  private final Newsletter newsletter;
  private final List<NewsletterProblem> problems = new ArrayList<>();

  private NewsletterRules(Newsletter newsletter) {
    this.newsletter = newsletter;
  }

  /// Sentences for whoever defines it; empty when all is well.
  static List<NewsletterProblem> problems(Newsletter newsletter) {
    NewsletterRules rules = new NewsletterRules(newsletter);
    rules.checkNames();
    rules.checkSchedule();
    rules.checkSlots();
    rules.checkAlerts();
    rules.checkSunset();
    rules.checkSender();
    return List.copyOf(rules.problems);
  }

  private void add(String field, String text) {
    problems.add(new NewsletterProblem(field, text));
  }

  private void checkNames() {
    if (!SLUG.matcher(newsletter.slug()).matches()) {
      add(
          "slug",
          "the slug '"
              + newsletter.slug()
              + "' must be lower-case letters and digits joined by hyphens, such as"
              + " morning-briefing");
    }
    checkLine("name", "name", newsletter.name());
    checkLine("portal", "portal name", newsletter.portalName());
    if (!Messages.LANGUAGES.contains(newsletter.locale().getLanguage())) {
      add(
          "locale",
          "the language '"
              + newsletter.locale().toLanguageTag()
              + "' must be one that mails have: "
              + String.join(", ", Messages.LANGUAGES));
    }
    if (!Themes.isName(newsletter.look())) {
      add(
          "theme",
          "the theme '" + newsletter.look() + "' must be small letters, digits and hyphens");
    }
    if (!isWebAddress(newsletter.portalUrl())) {
      add(
          "portal-url",
          "the portal address '"
              + newsletter.portalUrl()
              + "' must be absolute, such as https://www.thecourier.example/");
    }
  }

  private void checkSchedule() {
    if (newsletter.kind() == Newsletter.Kind.DIGEST && newsletter.sendDays().isEmpty()) {
      add("days", "a digest needs at least one send day");
    }
    String zone = newsletter.zone().getId();
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      add(
          "zone",
          "the zone '"
              + zone
              + "' must be a region such as Europe/London, so that summer time is followed");
    }
    checkLimit("late-hours", "late limit", newsletter.lateLimit());
    if (newsletter.kind() == Newsletter.Kind.ALERT && !newsletter.approval().isForAlerts()) {
      add(
          "approval",
          "alerts have no cut-off: their approval is automatic, or wanted from one or two");
    }
    checkLimit("max-age-hours", "largest age", newsletter.maxAge());
  }

  private void checkLimit(String field, String what, Duration limit) {
    if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
      add(field, "the " + what + " " + limit + " must lie between zero and seven days");
    }
  }

  private void checkSlots() {
    checkRange("slots", "front page slots", newsletter.frontPageSlots(), 1, 12);
    checkRange("max-stories", "largest number of stories", newsletter.maxStories(), 1, 40);
    checkRange(
        "min-stories",
        "smallest number of stories",
        newsletter.minStories(),
        1,
        newsletter.maxStories());
    if (newsletter.frontPageSlots() > newsletter.maxStories()) {
      add("slots", "the front page cannot have more slots than a digest has stories");
    }
  }

  private void checkAlerts() {
    AlertPolicy alerts = newsletter.alerts();
    checkRange(
        "alerts-a-day", "number of alerts a day", alerts.perDay(), 1, AlertPolicy.MOST_PER_DAY);
    checkLimit("again-hours", "time before a story alerts again", alerts.again());
    checkAtLeastAMinute("fresh-minutes", "time for which breaking news is fresh", alerts.fresh());
    checkLimit("fresh-minutes", "time for which breaking news is fresh", alerts.fresh());
    if (newsletter.kind() == Newsletter.Kind.ALERT) {
      checkAtLeastAMinute("late-hours", "late limit of alerts", newsletter.lateLimit());
      if (newsletter.welcomeEdition()) {
        add(
            "welcome-edition",
            "an alert newsletter has no latest edition for a welcome: that is old news");
      }
    }
  }

  private void checkSunset() {
    SunsetPolicy sunset = newsletter.sunset();
    if (sunset.isOn()) {
      checkRange(
          "ask-after-days",
          "days without a click before a reader is asked",
          sunset.askDays(),
          30,
          365);
      if (newsletter.kind() == Newsletter.Kind.ALERT) {
        add("ask-after-days", "readers of alerts are not asked whether they still want them");
      }
    }
    checkRange(
        "ask-after-digests", "digests sent before a reader is asked", sunset.leastSent(), 1, 100);
    checkRange(
        "slower-after-days",
        "days from the question to a slower rhythm",
        sunset.slowerDays(),
        3,
        90);
    checkRange(
        "pause-after-days", "days from the slower rhythm to a pause", sunset.pauseDays(), 7, 365);
  }

  private void checkAtLeastAMinute(String field, String what, Duration limit) {
    if (limit.compareTo(Duration.ofMinutes(1)) < 0) {
      add(field, "the " + what + " is " + limit + ": it must be a minute at least");
    }
  }

  private void checkRange(String field, String what, int value, int least, int most) {
    if (value < least || value > most) {
      add(field, "the " + what + " is " + value + ": it must be between " + least + " and " + most);
    }
  }

  private void checkSender() {
    checkLine("sender-name", "sender name", newsletter.senderName());
    checkAddress("sender", "sender address", newsletter.senderAddress());
    checkAddress("reply-to", "reply address", newsletter.replyTo());
    if (!TypedText.shows(newsletter.postalAddress())) {
      add("postal-address", "a postal address is missing: the law wants one in every digest");
    }
  }

  private void checkAddress(String field, String what, String address) {
    if (!ADDRESS.matcher(address).matches() || address.length() > 254) {
      add(field, "the " + what + " '" + address + "' does not look like name@domain");
    }
  }

  /// What goes into a mail header must be one line.
  private void checkLine(String field, String what, String text) {
    if (!TypedText.isLine(text, LONGEST_NAME)) {
      add(
          field,
          "the "
              + what
              + " must be one line of 1 to "
              + LONGEST_NAME
              + " characters, not '"
              + text
              + "'");
    }
  }

  private static boolean isWebAddress(String text) {
    try {
      URI address = URI.create(text);
      return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
