package org.paperround.article;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What becomes of a stored article when its source gives it again. Pure.
///
/// `merged` is what to store; `changed` says that a reader could see a difference; `substantive`
/// that it is a development: more than a small share of the words is new, or a number in the
/// headline is. A comma, a typo, or a text that is only now complete is none.
record Update(ArticleDraft merged, boolean changed, boolean substantive) {
  private static final double HEADLINE_SHARE = 0.25;
  private static final double TEXT_SHARE = 0.10;
  private static final int TEXT_WORDS = 12;

  static Update of(ArticleRow stored, ArticleDraft draft, Instant now) {
    ArticleDraft old = stored.asDraft();
    if (now.isBefore(stored.updatedAt())) {
      return new Update(old, false, false);
    }
    ArticleDraft laid = lay(old, draft);
    laid = laid.withContent(embargoed(old.content(), laid.content(), now));
    boolean changed =
        !old.content().equals(laid.content()) || !old.address().url().equals(laid.address().url());
    // A page that is read for the first time completes an article; it develops nothing.
    boolean completed =
        draft.page().outcome() == PageMark.Outcome.READ && old.page().readAt() == null;
    boolean substantive =
        changed && !completed && isSubstantive(old.content().text(), laid.content().text());
    Instant updated = draft.updatedAt().isAfter(old.updatedAt()) ? draft.updatedAt() : now;
    return new Update(
        laid.dated(old.publishedAt(), changed ? updated : old.updatedAt()), changed, substantive);
  }

  private static ArticleDraft lay(ArticleDraft old, ArticleDraft draft) {
    return switch (draft.page().outcome()) {
      case READ, PUSHED -> draft;
      case UNCHANGED -> draft.withContent(old.content());
      case FAILED, NOT_ASKED ->
          old.page().readAt() == null ? feedOverFeed(old, draft) : feedOverPage(old, draft);
    };
  }

  /// An embargo that is lifted ends now, and one that is over is not forgotten: it says when the
  /// article came out.
  private static ArticleContent embargoed(ArticleContent old, ArticleContent laid, Instant now) {
    Instant until = old.embargoedUntil();
    return until == null || laid.embargoedUntil() != null
        ? laid
        : laid.withEmbargo(until.isAfter(now) ? now : until);
  }

  /// The feed has news of an article whose page could not be read again: its words count, what only
  /// the page knows is kept.
  private static ArticleDraft feedOverPage(ArticleDraft old, ArticleDraft draft) {
    ArticleText text = old.content().text();
    ArticleText news = draft.content().text();
    String standfirst = news.standfirst().isEmpty() ? text.standfirst() : news.standfirst();
    ArticleContent laid = old.content().withText(text.withHeadline(news.headline(), standfirst));
    boolean asked = draft.page().outcome() == PageMark.Outcome.FAILED;
    return draft.withContent(laid).withPage(asked ? draft.page() : old.page());
  }

  /// A feed that now leaves the body or the picture out has not taken them away.
  private static ArticleDraft feedOverFeed(ArticleDraft old, ArticleDraft draft) {
    ArticleContent laid = draft.content();
    if (laid.text().body().isEmpty()) {
      laid = laid.withText(laid.text().withBody(old.content().text().body()));
    }
    return draft.withContent(laid.image() == null ? laid.withImage(old.content().image()) : laid);
  }

  static boolean isSubstantive(ArticleText old, ArticleText now) {
    if (StoryText.isRoundUp(now.headline())) {
      return false;
    }
    List<String> before = words(old.headline());
    List<String> after = words(now.headline());
    if (changedShare(before, after) > HEADLINE_SHARE || !numbers(before).equals(numbers(after))) {
      return true;
    }
    boolean bothComplete = old.body().isEmpty() == now.body().isEmpty();
    List<String> textBefore = words(old.standfirst() + " " + (bothComplete ? old.body() : ""));
    List<String> textAfter = words(now.standfirst() + " " + (bothComplete ? now.body() : ""));
    return changedShare(textBefore, textAfter) > TEXT_SHARE
        && changedWords(textBefore, textAfter) >= TEXT_WORDS;
  }

  private static List<String> words(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static Map<String, Integer> numbers(List<String> words) {
    Map<String, Integer> numbers = new TreeMap<>();
    words.stream()
        .filter(word -> Character.isDigit(word.charAt(0)))
        .forEach(word -> numbers.merge(word, 1, Integer::sum));
    return numbers;
  }

  /// The share of words, counted on both sides, that have no partner on the other.
  private static double changedShare(List<String> before, List<String> after) {
    int all = before.size() + after.size();
    return all == 0 ? 0 : (double) changedWords(before, after) / all;
  }

  private static int changedWords(List<String> before, List<String> after) {
    Map<String, Integer> counts = new HashMap<>();
    before.forEach(word -> counts.merge(word, 1, Integer::sum));
    after.forEach(word -> counts.merge(word, -1, Integer::sum));
    return counts.values().stream().mapToInt(Math::abs).sum();
  }
}
