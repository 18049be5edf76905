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
  private static final List<Ask> ASKS =
      List.of(
          new Ask("What it is", "slug", "Short name, for addresses", "text", ""),
          new Ask("What it is", "name", "Name", "text", ""),
          new Ask("What it is", "description", "What it offers, in a sentence", "text", ""),
          new Ask("What it is", "portal", "The portal's name", "text", ""),
          new Ask("What it is", "portal-url", "The portal's address", "text", ""),
          new Ask("What it is", "locale", "Language", "select", ""),
          new Ask("What it is", "theme", "Theme of its mails", "select", ""),
          new Ask("What it is", "active", "On offer to readers", "box", ""),
          new Ask("When", "time", "Time", "time", ""),
          new Ask("When", "days", "Days", "days", ""),
          new Ask("When", "zone", "Zone of that time", "text", "Such as Europe/London."),
          new Ask("When", "approval", "Who lets an edition go", "select", ""),
          new Ask("When", "late-hours", "How late a mail may leave, in hours", "text", ""),
          new Ask(
              "When",
              "max-age-hours",
              "How much later a reader's own hour may be, in hours",
              "text",
              ""),
          new Ask("Stories", "slots", "On the front page", "text", ""),
          new Ask("Stories", "min-stories", "In a digest, at least", "text", ""),
          new Ask("Stories", "max-stories", "In a digest, at most", "text", ""),
          new Ask("Alerts", "alerts-a-day", "To one reader in a day, at most", "text", ""),
          new Ask("Alerts", "again-hours", "Hours before a story alerts again", "text", ""),
          new Ask(
              "Alerts", "fresh-minutes", "Minutes for which breaking news is fresh", "text", ""),
          new Ask("Sender", "sender-name", "Name", "text", ""),
          new Ask("Sender", "sender", "Address", "text", ""),
          new Ask("Sender", "reply-to", "Replies go to", "text", ""),
          new Ask("Sender", "postal-address", "Postal address, for the footer", "text", ""),
          new Ask(
              "Policies",
              "uncertain",
              "When nobody knows whether a mail arrived",
              "select",
              "After a crash in the moment of sending."),
          new Ask("Policies", "welcome-edition", "Who confirms gets the latest edition", "box", ""),
          new Ask("Policies", "archive", "Anybody may read on the web what went out", "box", ""),
          new Ask("Policies", "goodbye", "Who leaves is told so by one last mail", "box", ""),
          new Ask(
              "Policies",
              "ask-after-days",
              "Silent readers are asked after so many days",
              "text",
              "0: nobody is asked. Only readers who let clicks be counted are."),
          new Ask("Policies", "ask-after-digests", "and so many digests", "text", ""),
          new Ask("Policies", "slower-after-days", "Days until it comes weekly", "text", ""),
          new Ask("Policies", "pause-after-days", "Days from then until it pauses", "text", ""));

  private NewsletterFields() {}

  /// What is asked: `type` of input, `note` beside it.
  private record Ask(String group, String name, String label, String type, String note) {}

  record Group(String title, List<Field> fields) {}

  /// `choices`: of a selection, or of boxes; `error` empty: it is right.
  record Field(
      String name,
      String label,
      String type,
      String note,
      String value,
      String error,
      List<Choice> choices) {}

  record Choice(String value, String label, boolean chosen) {}

  /// Only those for which there is a text; `slug` only of a new one.
  static List<Group> of(
      Map<String, String> texts, Map<String, String> faults, List<String> themes, boolean fresh) {
    return ASKS.stream()
        .map(Ask::group)
        .distinct()
        .map(title ->
            new Group(
                title,
                ASKS.stream()
                    .filter(ask -> ask.group().equals(title) && texts.containsKey(ask.name()))
                    .filter(ask -> fresh || !ask.name().equals("slug"))
                    .map(ask -> field(ask, texts, faults, themes))
                    .toList()))
        .filter(group -> !group.fields().isEmpty())
        .toList();
  }

  /// How a field is called on the page.
  static String label(String name) {
    return ASKS.stream()
        .filter(ask -> ask.name().equals(name))
        .map(Ask::label)
        .findFirst()
        .orElse(name);
  }

  private static Field field(
      Ask ask, Map<String, String> texts, Map<String, String> faults, List<String> themes) {
    String value = texts.getOrDefault(ask.name(), "");
    boolean alert = texts.containsKey("alerts-a-day");
    return new Field(
        ask.name(),
        ask.label(),
        ask.type(),
        ask.note(),
        value,
        faults.getOrDefault(ask.name(), ""),
        choices(ask.name(), value, themes, alert));
  }

  private static List<Choice> choices(
      String name, String value, List<String> themes, boolean alert) {
    return switch (name) {
      case "days" ->
          Arrays.stream(DayOfWeek.values())
              .map(day ->
                  new Choice(
                      NewsletterTexts.word(day),
                      day.getDisplayName(TextStyle.FULL, Locale.UK),
                      NewsletterTexts.names(day, value)))
              .toList();
      case "locale" ->
          Messages.LANGUAGES.stream()
              .map(language ->
                  new Choice(
                      language,
                      Locale.of(language).getDisplayLanguage(Locale.UK),
                      language.equals(value)))
              .toList();
      case "theme" ->
          Stream.concat(Stream.of(value), themes.stream())
              .distinct()
              .map(theme -> new Choice(theme, theme, theme.equals(value)))
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

  private static Choice choice(Enum<?> each, String label, String value) {
    String word = NewsletterTexts.word(each);
    return new Choice(word, label, word.equals(value));
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
