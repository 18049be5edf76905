package org.paperround.newsletter;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;

/// What is bound to the columns of table newsletter.
record NewsletterRow(
    String slug,
    String name,
    String description,
    String portalName,
    String portalUrl,
    String kind,
    boolean active,
    LocalTime sendTime,
    List<Integer> sendDays,
    String zone,
    long lateSeconds,
    long maxAgeSeconds,
    int frontPageSlots,
    int minStories,
    int maxStories,
    String approval,
    String uncertain,
    String senderName,
    String senderAddress,
    String replyTo,
    String postalAddress,
    String look,
    String locale,
    int alertsPerDay,
    long alertAgainSeconds,
    long alertFreshSeconds,
    int sunsetAskDays,
    int sunsetLeastSent,
    int sunsetSlowerDays,
    int sunsetPauseDays,
    boolean welcomeEdition,
    boolean archive,
    boolean goodbye) {
  static NewsletterRow of(Newsletter newsletter) {
    return new NewsletterRow(
        newsletter.slug(),
        newsletter.name(),
        newsletter.description(),
        newsletter.portalName(),
        newsletter.portalUrl(),
        lower(newsletter.kind()),
        newsletter.active(),
        newsletter.sendTime(),
        newsletter.sendDays().stream().map(DayOfWeek::getValue).sorted().toList(),
        newsletter.zone().getId(),
        newsletter.lateLimit().toSeconds(),
        newsletter.maxAge().toSeconds(),
        newsletter.frontPageSlots(),
        newsletter.minStories(),
        newsletter.maxStories(),
        lower(newsletter.approval()),
        lower(newsletter.uncertain()),
        newsletter.senderName(),
        newsletter.senderAddress(),
        newsletter.replyTo(),
        newsletter.postalAddress(),
        newsletter.look(),
        newsletter.locale().toLanguageTag(),
        newsletter.alerts().perDay(),
        newsletter.alerts().again().toSeconds(),
        newsletter.alerts().fresh().toSeconds(),
        newsletter.sunset().askDays(),
        newsletter.sunset().leastSent(),
        newsletter.sunset().slowerDays(),
        newsletter.sunset().pauseDays(),
        newsletter.welcomeEdition(),
        newsletter.archive(),
        newsletter.goodbye());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
