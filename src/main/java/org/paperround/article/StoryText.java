package org.paperround.article;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/// An article's words as clustering weighs them: stemmed, headline twice, then standfirst, then the
/// first 400 words of the body. `names` are those terms that are written as names. Round-ups, live
/// blogs, quizzes and the like touch many events: `roundUp` ones may join a story but found none.
/// `fingerprint` ([Fingerprint]) tells copies of it.
record StoryText(
    Map<String, Float> terms, Set<String> names, boolean roundUp, @Nullable Long fingerprint) {
  private static final Analyzer ANALYZER = new EnglishAnalyzer();
  private static final int BODY_WORDS = 400;

  private static final float NAME_WEIGHT = 1.5f;
  private static final Pattern ROUND_UP =
      Pattern.compile(
          "(?i)\\b(live(:| updates?| blog| coverage)|as it happened|live\\b.{0,12}$|quiz|crossword"
              + "|in pictures|in photos|the papers|newspaper headlines|(news)?papers? review"
              + "|press review|morning briefing|evening"
              + " briefing|news briefing|daily briefing|round-?up|what we know|need to know"
              + "|things to know|week in|today in|top stories|best of|recap|newsletter|podcast)\\b"
              + "|^(live|watch|briefing|photos)\\b\\s*:|^\\d{1,2}/\\d{1,2}:");
  private static final Pattern NAME =
      Pattern.compile("\\p{Lu}[\\p{L}\\p{N}'’.-]*(?: \\p{Lu}[\\p{L}\\p{N}'’.-]*)*");

  StoryText {
    terms = Collections.unmodifiableMap(terms);
    names = Collections.unmodifiableSet(names);
  }

  static StoryText of(String headline, String standfirst, String body) {
    Map<String, Float> terms = new HashMap<>();
    count(headline, 2f, Integer.MAX_VALUE, terms);
    count(standfirst, 1f, Integer.MAX_VALUE, terms);
    count(body, 1f, BODY_WORDS, terms);
    Set<String> names = new HashSet<>();
    if (!isTitleCase(headline)) {
      collectNames(headline, names);
    }
    collectNames(standfirst, names);
    names.retainAll(terms.keySet());
    names.forEach(name -> terms.computeIfPresent(name, (_, weight) -> weight * NAME_WEIGHT));
    return new StoryText(
        terms, names, isRoundUp(headline), Fingerprint.of(headline, standfirst, body));
  }

  /// An article's words as they are stored.
  record Words(String headline, String standfirst, String body) {
    StoryText read() {
      return of(headline, standfirst, body);
    }
  }

  static boolean isRoundUp(String headline) {
    return ROUND_UP.matcher(headline).find();
  }

  private static void count(String text, float weight, int limit, Map<String, Float> terms) {
    for (String term : stems(text, limit)) {
      terms.merge(term, weight, Float::sum);
    }
  }

  private static List<String> stems(String text, int limit) {
    List<String> stems = new ArrayList<>();
    try (TokenStream tokens = ANALYZER.tokenStream("text", new StringReader(text))) {
      CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (stems.size() < limit && tokens.incrementToken()) {
        stems.add(Aliases.of(token.toString()));
      }
      tokens.end();
      return stems;
    } catch (IOException e) {
      throw new IllegalStateException("reading a string does not fail", e);
    }
  }

  /// Words written with a capital, save the first of a sentence, which every word may begin.
  private static void collectNames(String text, Set<String> names) {
    for (String sentence : text.split("(?<=[.!?:])\\s+")) {
      Matcher matcher = NAME.matcher(sentence);
      while (matcher.find()) {
        boolean onlyFirstWord = matcher.start() <= 1 && matcher.group().indexOf(' ') < 0;
        if (!onlyFirstWord) {
          names.addAll(stems(matcher.group(), Integer.MAX_VALUE));
        }
      }
    }
  }

  /// Headlines Where Every Word Has a Capital tell nothing about names.
  private static boolean isTitleCase(String headline) {
    String[] words = headline.split("\\s+");
    long capital = 0;
    for (String word : words) {
      capital += !word.isEmpty() && Character.isUpperCase(word.codePointAt(0)) ? 1 : 0;
    }
    return words.length >= 3 && capital > words.length * 0.6;
  }

  /// Words for one place or its people, after stemming.
  private static final class Aliases {
    private static final Map<String, String> MAP = read();

    static String of(String stem) {
      return MAP.getOrDefault(stem, stem);
    }

    private static Map<String, String> read() {
      String pairs =
          "british britain, uk britain, u.k britain, american america, us america, u.s america, usa"
              + " america, russian russia, ukrainian ukrain, chines china, israeli israel, iranian"
              + " iran, iraqi iraq, french franc, german germani, italian itali, spanish spain,"
              + " irish ireland, scottish scotland, welsh wale, indian india, japanes japan, korean"
              + " korea, mexican mexico, brazilian brazil, canadian canada, australian australia,"
              + " turkish turkei, syrian syria, afghan afghanistan, pakistani pakistan, palestinian"
              + " palestin, saudi saudi, egyptian egypt, polish poland, dutch netherland, swedish"
              + " sweden, norwegian norwai, danish denmark, greek greec, european europ, african"
              + " africa, filipino philippin, vietnames vietnam, venezuelan venezuela, cuban cuba,"
              + " covid coronaviru, covid-19 coronaviru, dead die, death die, kill die";
      Map<String, String> map = new HashMap<>();
      for (String pair : pairs.split(",\\s*")) {
        String[] sides = pair.strip().toLowerCase(Locale.ROOT).split(" ");
        map.put(sides[0], sides[1]);
      }
      return Map.copyOf(map);
    }
  }
}
