package org.paperround.article;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArrayMap;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/// Reads the words of texts ([StoryText]), one text after the other. It knows the words that it has
/// met: a day has millions of words, and few different ones. Not thread-safe.
final class TextReader {
  private static final Analyzer ANALYZER = new EnglishAnalyzer();
  private static final Analyzer TOKENS = new Tokens();

  /// A word that every text has, which is no word of any.
  private static final Word STOPPED = new Word("");

  private static final int BODY_WORDS = 400;
  private static final float NAME_WEIGHT = 1.5f;
  private static final Pattern NAME =
      Pattern.compile("\\p{Lu}[\\p{L}\\p{N}'’.-]*(?: \\p{Lu}[\\p{L}\\p{N}'’.-]*)*");
  private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?:])\\s+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+");

  /// By how they are written in small letters: each is stemmed once.
  private final CharArrayMap<Word> written = new CharArrayMap<>(64, false);

  private final Map<String, Word> words = new HashMap<>();

  /// The words of the text at hand, in the order in which they come first.
  private final List<Word> found = new ArrayList<>();

  /// A word, stemmed, as one reader knows it.
  static final class Word {
    final String stem;

    /// Its number in the one [TermPostings] that the reader reads for; negative before it has one.
    int number = -1;

    private float count;
    private boolean name;

    private Word(String stem) {
      this.stem = stem;
    }
  }

  StoryText read(StoryText.Words text) {
    each(text.headline(), Integer.MAX_VALUE, word -> count(word, 2));
    each(text.standfirst(), Integer.MAX_VALUE, word -> count(word, 1));
    each(text.body(), BODY_WORDS, word -> count(word, 1));
    if (!isTitleCase(text.headline())) {
      markNames(text.headline());
    }
    markNames(text.standfirst());
    float[] weights = new float[found.size()];
    boolean[] names = new boolean[weights.length];
    for (int i = 0; i < weights.length; i++) {
      Word word = found.get(i);
      weights[i] = (float) (1 + Math.log(word.name ? word.count * NAME_WEIGHT : word.count));
      names[i] = word.name;
      word.count = 0;
      word.name = false;
    }
    List<Word> own = List.copyOf(found);
    found.clear();
    boolean roundUp = StoryText.isRoundUp(text.headline());
    @Nullable Long fingerprint = roundUp ? null : Fingerprint.of(text.standfirst(), text.body());
    return new StoryText(own, weights, names, roundUp, fingerprint);
  }

  private void count(Word word, float weight) {
    if (word.count == 0) {
      found.add(word);
    }
    word.count += weight;
  }

  private void each(String text, int limit, Consumer<Word> taker) {
    try (TokenStream tokens = TOKENS.tokenStream("text", text)) {
      CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      for (int i = 0; i < limit && tokens.incrementToken(); ) {
        @Nullable Word known = written.get(token.buffer(), 0, token.length());
        Word word = known == null ? met(token.toString()) : known;
        if (word != STOPPED) {
          taker.accept(word);
          i++;
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new IllegalStateException("reading a string does not fail", e);
    }
  }

  private Word met(String token) throws IOException {
    Optional<String> stem = stem(token);
    Word word =
        stem.map(Aliases::of).map(name -> words.computeIfAbsent(name, Word::new)).orElse(STOPPED);
    written.put(token, word);
    return word;
  }

  /// Empty for a stop word.
  private static Optional<String> stem(String token) throws IOException {
    try (TokenStream tokens = ANALYZER.tokenStream("text", token)) {
      CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      Optional<String> found =
          tokens.incrementToken() ? Optional.of(stem.toString()) : Optional.empty();
      tokens.end();
      return found;
    }
  }

  /// Words written with a capital, save the first of a sentence, which every word may begin.
  private void markNames(String text) {
    for (String sentence : BETWEEN_SENTENCES.split(text)) {
      Matcher matcher = NAME.matcher(sentence);
      while (matcher.find()) {
        boolean onlyFirstWord = matcher.start() <= 1 && matcher.group().indexOf(' ') < 0;
        if (!onlyFirstWord) {
          // What is no word of the text as a whole is none.
          each(matcher.group(), Integer.MAX_VALUE, word -> word.name = word.count > 0);
        }
      }
    }
  }

  /// Headlines Where Every Word Has a Capital tell nothing about names.
  private static boolean isTitleCase(String headline) {
    String[] parts = BETWEEN_WORDS.split(headline);
    long capital = 0;
    for (String part : parts) {
      capital += !part.isEmpty() && Character.isUpperCase(part.codePointAt(0)) ? 1 : 0;
    }
    return parts.length >= 3 && capital > parts.length * 0.6;
  }

  /// What [EnglishAnalyzer] begins with.
  private static final class Tokens extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer tokenizer = new StandardTokenizer();
      return new TokenStreamComponents(tokenizer, new LowerCaseFilter(tokenizer));
    }
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
