package org.paperround.web.desk;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.template.Messages;

/// The fields of a newsletter's page, in groups, with what stands in them and what is wrong with
/// it. Pure.
final class NewsletterFields {
  static final List<FieldGroup.Ask> ASKS =
      List.of(
          new FieldGroup.Ask("What it is", "slug", "Short name, for addresses", "text", ""),
          new FieldGroup.Ask("What it is", "name", "Name", "text", ""),
          new FieldGroup.Ask(
              "What it is", "description", "What it offers, in a sentence", "text", ""),
          new FieldGroup.Ask("What it is", "portal", "The portal's name", "text", ""),
          new FieldGroup.Ask("What it is", "portal-url", "The portal's address", "text", ""),
          new FieldGroup.Ask("What it is", "locale", "Language", "select", ""),
          new FieldGroup.Ask("What it is", "theme", "Theme of its mails", "select", ""),
          new FieldGroup.Ask("What it is", "active", "On offer to readers", "box", ""),
          new FieldGroup.Ask("When", "time", "Time", "time", ""),
          new FieldGroup.Ask("When", "days", "Days", "days", ""),
          new FieldGroup.Ask("When", "zone", "Zone of that time", "text", "Such as Europe/London."),
          new FieldGroup.Ask("When", "approval", "Who lets an edition go", "select", ""),
          new FieldGroup.Ask(
              "When", "late-hours", "How late a mail may leave, in hours", "text", ""),
          new FieldGroup.Ask(
              "When",
              "max-age-hours",
              "How much later a reader's own hour may be, in hours",
              "text",
              ""),
          new FieldGroup.Ask("Stories", "slots", "On the front page", "text", ""),
          new FieldGroup.Ask("Stories", "min-stories", "In a digest, at least", "text", ""),
          new FieldGroup.Ask("Stories", "max-stories", "In a digest, at most", "text", ""),
          new FieldGroup.Ask(
              "Alerts", "alerts-a-day", "To one reader in a day, at most", "text", ""),
          new FieldGroup.Ask(
              "Alerts", "again-hours", "Hours before a story alerts again", "text", ""),
          new FieldGroup.Ask(
              "Alerts", "fresh-minutes", "Minutes for which breaking news is fresh", "text", ""),
          new FieldGroup.Ask("Sender", "sender-name", "Name", "text", ""),
          new FieldGroup.Ask("Sender", "sender", "Address", "text", ""),
          new FieldGroup.Ask("Sender", "reply-to", "Replies go to", "text", ""),
          new FieldGroup.Ask(
              "Sender", "postal-address", "Postal address, for the footer", "text", ""),
          new FieldGroup.Ask(
              "Policies",
              "uncertain",
              "When nobody knows whether a mail arrived",
              "select",
              "After a crash in the moment of sending."),
          new FieldGroup.Ask(
              "Policies", "welcome-edition", "Who confirms gets the latest edition", "box", ""),
          new FieldGroup.Ask(
              "Policies", "archive", "Anybody may read on the web what went out", "box", ""),
          new FieldGroup.Ask(
              "Policies", "goodbye", "Who leaves is told so by one last mail", "box", ""),
          new FieldGroup.Ask(
              "Policies",
              "ask-after-days",
              "Silent readers are asked after so many days",
              "text",
              "0: nobody is asked. Only readers who let clicks be counted are."),
          new FieldGroup.Ask("Policies", "ask-after-digests", "and so many digests", "text", ""),
          new FieldGroup.Ask(
              "Policies", "slower-after-days", "Days until it comes weekly", "text", ""),
          new FieldGroup.Ask(
              "Policies", "pause-after-days", "Days from then until it pauses", "text", ""));

  private NewsletterFields() {}

  /// Only those for which there is a text; `slug` only of a new one.
  static List<FieldGroup> of(
      Map<String, String> texts, Map<String, String> faults, List<String> themes, boolean fresh) {
    boolean alert = texts.containsKey("alerts-a-day");
    return FieldGroup.of(
        ASKS.stream().filter(ask -> fresh || !ask.name().equals("slug")).toList(),
        texts,
        faults,
        (name, value) -> choices(name, value, themes, alert));
  }

  private static List<FieldGroup.Choice> choices(
      String name, String value, List<String> themes, boolean alert) {
    return switch (name) {
      case "days" ->
          Arrays.stream(DayOfWeek.values())
              .map(day ->
                  new FieldGroup.Choice(
                      FieldGroup.word(day),
                      day.getDisplayName(TextStyle.FULL, Locale.UK),
                      NewsletterTexts.names(day, value)))
              .toList();
      case "locale" ->
          Messages.LANGUAGES.stream()
              .map(language ->
                  new FieldGroup.Choice(
                      language,
                      Locale.of(language).getDisplayLanguage(Locale.UK),
                      language.equals(value)))
              .toList();
      case "theme" ->
          Stream.concat(Stream.of(value), themes.stream())
              .distinct()
              .map(theme -> new FieldGroup.Choice(theme, theme, theme.equals(value)))
              .toList();
      case "approval" ->
          Arrays.stream(Newsletter.Approval.values())
              .filter(approval -> !alert || approval.isForAlerts())
              .map(approval -> choice(approval, said(approval), value))
              .toList();
      case "uncertain" ->
          Arrays.stream(Newsletter.UncertainPolicy.values())
              .map(policy -> choice(policy, said(policy), value))
              .toList();
      default -> List.of();
    };
  }

  private static FieldGroup.Choice choice(Enum<?> each, String label, String value) {
    String word = FieldGroup.word(each);
    return new FieldGroup.Choice(word, label, word.equals(value));
  }

  /// Who lets an edition go, and what else happens.
  static String said(Newsletter.Approval approval) {
    return switch (approval) {
      case AUTOMATIC -> "nobody has to: it goes at its cut-off as it stands";
      case REQUIRED -> "one person; else it is held";
      case REQUIRED_OR_SKIP -> "one person; else it is not sent";
      case TWO_PEOPLE -> "two people; else it is held";
      case TWO_PEOPLE_OR_SKIP -> "two people; else it is not sent";
      case TWO_PEOPLE_OR_SEND -> "two people; else it is sent as it stands";
    };
  }

  private static String said(Newsletter.UncertainPolicy policy) {
    return switch (policy) {
      case RESEND -> "it is sent again";
      case HOLD -> "a person decides";
    };
  }
}
