package org.paperround.article;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An article's words as clustering weighs them: stemmed, headline twice, then standfirst, then the
/// first 400 words of the body; each once, in the order in which they come first. `weights` are 1 +
/// ln tf; `names` tells which are written as names. Round-ups, live blogs, quizzes and the like
/// touch many events: `roundUp` ones may join a story but found none. `fingerprint` ([Fingerprint])
/// tells copies of it.
@SuppressWarnings("ArrayRecordComponent") // thousands are read; never compared
record StoryText(
    List<TextReader.Word> words,
    float[] weights,
    boolean[] names,
    boolean roundUp,
    @Nullable Long fingerprint) {
  private static final Pattern ROUND_UP =
      Pattern.compile(
          "(?i)\\b(live(:| updates?| blog| coverage)|as it happened|live\\b.{0,12}$|quiz|crossword"
              + "|in pictures|in photos|the papers|newspaper headlines|(news)?papers? review"
              + "|press review|morning briefing|evening"
              + " briefing|news briefing|daily briefing|round-?up|what we know|need to know"
              + "|things to know|week in|today in|top stories|best of|recap|newsletter|podcast)\\b"
              + "|^(live|watch|briefing|photos)\\b\\s*:|^\\d{1,2}/\\d{1,2}:");

  StoryText {
    words = List.copyOf(words);
  }

  /// An article's words as they are stored.
  record Words(String headline, String standfirst, String body) {}

  static boolean isRoundUp(String headline) {
    return ROUND_UP.matcher(headline).find();
  }
}
