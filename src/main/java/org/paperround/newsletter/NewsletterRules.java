package org.paperround.newsletter;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What makes a newsletter one that can be offered. Pure.
final class NewsletterRules {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// Looks right: package mail decides for readers, where it matters more.
  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s\\p{Cntrl}<>,;]+@[^@\\s.]+(\\.[^@\\s.]+)*");

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int LONGEST_NAME = 100;

  private final Newsletter newsletter;
  private final List<String> problems = new ArrayList<>();

  private NewsletterRules(Newsletter newsletter) {
    this.newsletter = newsletter;
  }

  /// Sentences for whoever defines it; empty when all is well.
  static List<String> problems(Newsletter newsletter) {
    NewsletterRules rules = new NewsletterRules(newsletter);
    rules.checkNames();
    rules.checkSchedule();
    rules.checkSlots();
    rules.checkAlerts();
    rules.checkSunset();
    rules.checkSender();
    return List.copyOf(rules.problems);
  }

  private void checkNames() {
    if (!SLUG.matcher(newsletter.slug()).matches()) {
      problems.add(
          "the slug '"
              + newsletter.slug()
              + "' must be lower-case letters and digits joined by hyphens, such as"
              + " morning-briefing");
    }
    checkLine("name", newsletter.name());
    checkLine("portal name", newsletter.portalName());
    if (!Themes.isName(newsletter.look())) {
      problems.add(
          "the theme '" + newsletter.look() + "' must be small letters, digits and hyphens");
    }
    if (!isWebAddress(newsletter.portalUrl())) {
      problems.add(
          "the portal address '"
              + newsletter.portalUrl()
              + "' must be absolute, such as https://www.thecourier.example/");
    }
  }

  private void checkSchedule() {
    if (newsletter.kind() == Newsletter.Kind.DIGEST && newsletter.sendDays().isEmpty()) {
      problems.add("a digest needs at least one send day");
    }
    String zone = newsletter.zone().getId();
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      problems.add(
          "the zone '"
              + zone
              + "' must be a region such as Europe/London, so that summer time is followed");
    }
    checkLimit("late limit", newsletter.lateLimit());
    checkLimit("largest age", newsletter.maxAge());
  }

  private void checkLimit(String what, Duration limit) {
    if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
      problems.add("the " + what + " " + limit + " must lie between zero and seven days");
    }
  }

  private void checkSlots() {
    checkRange("front page slots", newsletter.frontPageSlots(), 1, 12);
    checkRange("largest number of stories", newsletter.maxStories(), 1, 40);
    checkRange("smallest number of stories", newsletter.minStories(), 1, newsletter.maxStories());
    if (newsletter.frontPageSlots() > newsletter.maxStories()) {
      problems.add("the front page cannot have more slots than a digest has stories");
    }
  }

  private void checkAlerts() {
    AlertPolicy alerts = newsletter.alerts();
    checkRange("number of alerts a day", alerts.perDay(), 1, AlertPolicy.MOST_PER_DAY);
    checkLimit("time before a story alerts again", alerts.again());
    checkAtLeastAMinute("time for which breaking news is fresh", alerts.fresh());
    checkLimit("time for which breaking news is fresh", alerts.fresh());
    if (newsletter.kind() == Newsletter.Kind.ALERT) {
      checkAtLeastAMinute("late limit of alerts", newsletter.lateLimit());
      if (newsletter.welcomeEdition()) {
        problems.add("an alert newsletter has no latest edition for a welcome: that is old news");
      }
    }
  }

  private void checkSunset() {
    SunsetPolicy sunset = newsletter.sunset();
    if (sunset.isOn()) {
      checkRange("days without a click before a reader is asked", sunset.askDays(), 30, 365);
      if (newsletter.kind() == Newsletter.Kind.ALERT) {
        problems.add("readers of alerts are not asked whether they still want them");
      }
    }
    checkRange("digests sent before a reader is asked", sunset.leastSent(), 1, 100);
    checkRange("days from the question to a slower rhythm", sunset.slowerDays(), 3, 90);
    checkRange("days from the slower rhythm to a pause", sunset.pauseDays(), 7, 365);
  }

  private void checkAtLeastAMinute(String what, Duration limit) {
    if (limit.compareTo(Duration.ofMinutes(1)) < 0) {
      problems.add("the " + what + " is " + limit + ": it must be a minute at least");
    }
  }

  private void checkRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add(
          "the " + what + " is " + value + ": it must be between " + least + " and " + most);
    }
  }

  private void checkSender() {
    checkLine("sender name", newsletter.senderName());
    checkAddress("sender address", newsletter.senderAddress());
    checkAddress("reply address", newsletter.replyTo());
    if (newsletter.postalAddress().isBlank()) {
      problems.add("a postal address is missing: the law wants one in every digest");
    }
  }

  private void checkAddress(String what, String address) {
    if (!ADDRESS.matcher(address).matches() || address.length() > 254) {
      problems.add("the " + what + " '" + address + "' does not look like name@domain");
    }
  }

  /// What goes into a mail header must be one line.
  private void checkLine(String what, String text) {
    if (text.isBlank()
        || text.length() > LONGEST_NAME
        || text.chars().anyMatch(Character::isISOControl)) {
      problems.add(
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
