package org.paperround.digest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.paperround.platform.template.Messages;

/// The words that differ between readers, in one language, taken from the bundles when the plan is
/// made, so that a mail rendered again says the same after a text was changed, and so that no
/// plural is worked out per reader. [Mark#VALUE] stands where a value goes.
record Phrases(
    List<String> greetings,
    List<String> greetingsByName,
    List<String> stories,
    List<String> minutes,
    String summary,
    Map<String, String> reasons,
    Map<String, String> sections,
    Map<String, String> topics) {
  private static final List<String> REASONS =
      List.of("front", "editor", "top", "section", "topic", "reads", "discovery", "breaking");
  private static final int MOST_STORIES = 60;
  private static final int MOST_MINUTES = 90;
  private static final List<String> TIMES = List.of("morning", "afternoon", "evening");
  private static final int MORNING = 4;
  private static final int AFTERNOON = 12;
  private static final int EVENING = 18;

  Phrases {
    greetings = List.copyOf(greetings);
    greetingsByName = List.copyOf(greetingsByName);
    stories = List.copyOf(stories);
    minutes = List.copyOf(minutes);
    reasons = Map.copyOf(reasons);
    sections = Map.copyOf(sections);
    topics = Map.copyOf(topics);
  }

  /// `topics`: those that have a name in this language; others are called as the portal does.
  static Phrases of(
      Messages messages, Locale locale, Map<String, String> sections, Map<String, String> topics) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String reason : REASONS) {
      reasons.put(reason, messages.text(locale, "digest.reason." + reason, Mark.VALUE));
    }
    return new Phrases(
        times(time -> messages.text(locale, "digest.greeting." + time)),
        times(time -> messages.text(locale, "digest.greeting-by-name." + time, Mark.VALUE)),
        counts(MOST_STORIES, count -> messages.text(locale, "digest.stories", count)),
        counts(MOST_MINUTES, count -> messages.text(locale, "digest.about-minutes", count)),
        messages.text(locale, "digest.summary", Mark.VALUE, Mark.VALUE),
        reasons,
        sections,
        topics);
  }

  /// The same, with these names of topics.
  Phrases naming(Map<String, String> names) {
    return new Phrases(
        greetings, greetingsByName, stories, minutes, summary, reasons, sections, names);
  }

  /// "Good morning, Anna. Nine stories, about two minutes."
  String greeting(String name, int hour, int storyCount, int minuteCount) {
    int time = hour < MORNING || hour >= EVENING ? 2 : hour < AFTERNOON ? 0 : 1;
    String hello = name.isEmpty() ? greetings.get(time) : filled(greetingsByName.get(time), name);
    String counted =
        filled(filled(summary, nth(stories, storyCount)), nth(minutes, Math.max(1, minuteCount)));
    // A name that was cut ends the sentence itself.
    return hello.replace("….", "…") + " " + counted;
  }

  /// "Because you follow Politics".
  String reason(Reason reason) {
    return switch (reason) {
      case Reason.FrontPage() -> phrase("front");
      case Reason.EditorsChoice() -> phrase("editor");
      case Reason.TopStory() -> phrase("top");
      case Reason.Discovery() -> phrase("discovery");
      case Reason.Breaking() -> phrase("breaking");
      case Reason.FollowsSection(String section) ->
          filled(phrase("section"), sections.getOrDefault(section, section));
      case Reason.ReadsSection(String section) ->
          filled(phrase("reads"), sections.getOrDefault(section, section));
      case Reason.FollowsTopic(String topic) -> filled(phrase("topic"), topic(topic));
    };
  }

  private String topic(String topic) {
    String name = topics.get(topic);
    return name == null ? CleanText.isolated(CleanText.line(topic, 60)) : name;
  }

  /// All but those that name a topic in the portal's own words, of which there is no end.
  List<Reason> common() {
    List<Reason> common = new ArrayList<>();
    common.add(new Reason.FrontPage());
    common.add(new Reason.EditorsChoice());
    common.add(new Reason.TopStory());
    common.add(new Reason.Discovery());
    common.add(new Reason.Breaking());
    for (String section : sections.keySet()) {
      common.add(new Reason.FollowsSection(section));
      common.add(new Reason.ReadsSection(section));
    }
    topics.keySet().forEach(topic -> common.add(new Reason.FollowsTopic(topic)));
    return common;
  }

  private String phrase(String reason) {
    return reasons.getOrDefault(reason, "");
  }

  private static String filled(String pattern, String value) {
    int at = pattern.indexOf(Mark.VALUE);
    return at < 0
        ? pattern
        : pattern.substring(0, at) + value + pattern.substring(at + Mark.VALUE.length());
  }

  private static String nth(List<String> phrases, int count) {
    return phrases.get(Math.min(count, phrases.size() - 1));
  }

  private static List<String> times(Function<String, String> text) {
    return TIMES.stream().map(text).toList();
  }

  private static List<String> counts(int most, Function<Integer, String> text) {
    List<String> phrases = new ArrayList<>();
    for (int count = 0; count <= most; count++) {
      phrases.add(text.apply(count));
    }
    return phrases;
  }
}
