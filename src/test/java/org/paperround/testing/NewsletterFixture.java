package org.paperround.testing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.paperround.newsletter.AlertPolicy;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.SunsetPolicy;

/// A good newsletter to vary. Changes return a copy.
public record NewsletterFixture(
    String slug,
    LocalTime time,
    Set<DayOfWeek> days,
    ZoneId zone,
    Newsletter.Approval approval,
    boolean active,
    int slots,
    String senderAddress) {
  public static final NewsletterFixture BRIEFING =
      new NewsletterFixture(
          "briefing",
          LocalTime.of(6, 0),
          EnumSet.allOf(DayOfWeek.class),
          ZoneId.of("Europe/London"),
          Newsletter.Approval.AUTOMATIC,
          true,
          5,
          "briefing@news.example");

  public NewsletterFixture slug(String value) {
    return new NewsletterFixture(value, time, days, zone, approval, active, slots, senderAddress);
  }

  public NewsletterFixture at(String value) {
    return new NewsletterFixture(
        slug, LocalTime.parse(value), days, zone, approval, active, slots, senderAddress);
  }

  public NewsletterFixture on(Set<DayOfWeek> value) {
    return new NewsletterFixture(slug, time, value, zone, approval, active, slots, senderAddress);
  }

  public NewsletterFixture in(String value) {
    return new NewsletterFixture(
        slug, time, days, ZoneId.of(value), approval, active, slots, senderAddress);
  }

  public NewsletterFixture approval(Newsletter.Approval value) {
    return new NewsletterFixture(slug, time, days, zone, value, active, slots, senderAddress);
  }

  public NewsletterFixture active(boolean value) {
    return new NewsletterFixture(slug, time, days, zone, approval, value, slots, senderAddress);
  }

  public NewsletterFixture from(String value) {
    return new NewsletterFixture(slug, time, days, zone, approval, active, slots, value);
  }

  /// The same offer, whose readers are asked so.
  public static Newsletter asking(Newsletter offer, SunsetPolicy sunset) {
    return with(offer, offer.uncertain(), sunset, offer.locale());
  }

  /// The same offer, whose unknown outcomes wait for a person.
  public static Newsletter holding(Newsletter offer) {
    return with(offer, Newsletter.UncertainPolicy.HOLD, offer.sunset(), offer.locale());
  }

  /// The same offer, whose stories are in this language.
  public static Newsletter in(Newsletter offer, Locale language) {
    return with(offer, offer.uncertain(), offer.sunset(), language);
  }

  /// The same offer, whose readers are told so when they leave.
  public static Newsletter sayingGoodbye(Newsletter offer) {
    return copy(offer, offer.uncertain(), offer.sunset(), offer.locale(), true);
  }

  private static Newsletter with(
      Newsletter offer,
      Newsletter.UncertainPolicy uncertain,
      SunsetPolicy sunset,
      Locale language) {
    return copy(offer, uncertain, sunset, language, offer.goodbye());
  }

  private static Newsletter copy(
      Newsletter offer,
      Newsletter.UncertainPolicy uncertain,
      SunsetPolicy sunset,
      Locale language,
      boolean goodbye) {
    return new Newsletter(
        offer.id(),
        offer.slug(),
        offer.name(),
        offer.description(),
        offer.portalName(),
        offer.portalUrl(),
        offer.kind(),
        offer.active(),
        offer.sendTime(),
        offer.sendDays(),
        offer.zone(),
        offer.lateLimit(),
        offer.maxAge(),
        offer.frontPageSlots(),
        offer.minStories(),
        offer.maxStories(),
        offer.approval(),
        uncertain,
        offer.senderName(),
        offer.senderAddress(),
        offer.replyTo(),
        offer.postalAddress(),
        offer.look(),
        language,
        offer.alerts(),
        sunset,
        offer.welcomeEdition(),
        offer.archive(),
        goodbye);
  }

  public Newsletter build() {
    return new Newsletter(
        new NewsletterId(1),
        slug,
        "The Briefing",
        "What matters, once a day.",
        "The Courier",
        "https://www.thecourier.example/",
        Newsletter.Kind.DIGEST,
        active,
        time,
        days,
        zone,
        Duration.ofHours(3),
        Duration.ofHours(14),
        slots,
        3,
        12,
        approval,
        Newsletter.UncertainPolicy.RESEND,
        "The Courier",
        senderAddress,
        "readers@news.example",
        "12 Printing House Lane, London EC4V 5EX",
        "courier",
        Locale.ENGLISH,
        AlertPolicy.STANDARD,
        SunsetPolicy.OFF,
        false,
        true,
        false);
  }
}
