package org.paperround.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.paperround.article.StoryGrouping;

/// Two days of made-up news in a made-up language, the same for one seed: one event for four
/// articles, most of them told once or twice and a few a hundred times; each has its own names and
/// words, a theme's words, and the words that every text has, as common as in a real one (Zipf). An
/// article has a headline, a standfirst of some 22 words and a body of some 200; one of twenty is a
/// copy of an earlier one of its event.
final class MadeUpNews {
  private static final Instant BEGIN = Instant.parse("2026-05-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofHours(39);
  private static final int COMMON_WORDS = 20_000;
  private static final int THEMES = 30;
  private static final int THEME_WORDS = 150;
  private static final int ARTICLES_PER_EVENT = 4;
  private static final double COPIES = 0.05;
  private static final String[] SYLLABLES = {
    "ba", "bel", "bor", "cam", "cor", "da", "del", "dun", "fa", "fen", "for", "ga", "gor", "ha",
    "hel", "ka", "kel", "la", "lo", "lun", "ma", "mer", "mon", "na", "nor", "pa", "pel", "ra",
    "ren", "ro", "sa", "sel", "sor", "ta", "tel", "tor", "va", "vel", "wa", "wen"
  };

  private final Random random;
  private final List<String> common;
  private final List<List<String>> themes = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  private MadeUpNews(long seed) {
    this.random = new Random(seed);
    this.common = words(COMMON_WORDS);
    for (int i = 0; i < THEMES; i++) {
      themes.add(words(THEME_WORDS));
    }
  }

  private record Event(
      List<String> names,
      List<String> words,
      List<String> theme,
      Instant at,
      List<String> bodies) {}

  /// In the order of their ids, from 1; not in the order of their times.
  static List<StoryGrouping.Text> articles(int count, long seed) {
    return new MadeUpNews(seed).articles(count, Math.max(1, count / ARTICLES_PER_EVENT));
  }

  /// Each about an event of its own.
  static List<StoryGrouping.Text> events(int count, long seed) {
    return new MadeUpNews(seed).articles(count, count);
  }

  /// About `size` events.
  private List<StoryGrouping.Text> articles(int count, int size) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      events.add(
          new Event(
              words(4),
              words(12),
              themes.get(random.nextInt(THEMES)),
              BEGIN.plusSeconds(random.nextLong(SPAN.toSeconds())),
              new ArrayList<>()));
    }
    List<StoryGrouping.Text> articles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Event event = events.get(i < size ? i : zipf(size, random));
      articles.add(article(i + 1L, event));
    }
    return articles;
  }

  private StoryGrouping.Text article(long id, Event event) {
    boolean copy = !event.bodies().isEmpty() && random.nextDouble() < COPIES;
    String body =
        copy
            ? event.bodies().get(random.nextInt(event.bodies().size()))
            : text(event, 170 + random.nextInt(60), 0.12, 0.15);
    event.bodies().add(body);
    double delay = Math.min(8, -3 * Math.log(1 - random.nextDouble()));
    return new StoryGrouping.Text(
        id,
        event.at().plusSeconds((long) (delay * 3600)),
        text(event, 7 + random.nextInt(4), 0.6, 0.1),
        text(event, 18 + random.nextInt(8), 0.35, 0.15),
        body);
  }

  /// Words of the event and of its theme at these shares, else common ones.
  private String text(Event event, int length, double own, double theme) {
    StringBuilder text = new StringBuilder();
    boolean begins = true;
    for (int i = 0; i < length; i++) {
      double which = random.nextDouble();
      String word;
      if (which < own / 3) {
        word = capital(event.names().get(random.nextInt(event.names().size())));
      } else if (which < own) {
        word = event.words().get(random.nextInt(event.words().size()));
      } else if (which < own + theme) {
        word = event.theme().get(random.nextInt(THEME_WORDS));
      } else {
        word = common.get(zipf(COMMON_WORDS, random));
      }
      boolean ends = i == length - 1 || random.nextInt(16) == 0;
      text.append(begins ? capital(word) : word).append(ends ? ". " : " ");
      begins = ends;
    }
    return text.toString().strip();
  }

  /// From 0, the first most often: the logarithm of the rank is spread evenly.
  static int zipf(int size, Random random) {
    return (int) Math.exp(random.nextDouble() * Math.log(size + 1.0)) - 1;
  }

  /// New ones.
  private List<String> words(int count) {
    List<String> words = new ArrayList<>();
    while (words.size() < count) {
      StringBuilder word = new StringBuilder();
      int syllables = 2 + random.nextInt(3);
      for (int i = 0; i < syllables; i++) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      if (used.add(word.toString())) {
        words.add(word.toString());
      }
    }
    return words;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
