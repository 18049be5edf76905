package org.paperround.article;

import org.paperround.platform.http.Fetch;

/// Why a source could not be read, and what to do about it, for who looks after sources. Pure.
final class SourceAdvice {
  /// When an address is gone for good.
  static final String GONE =
      "The server says that this address is gone for good (410); find the new one, or remove the"
          + " source.";

  /// Of a page that lists nothing.
  static final String NO_LINKS =
      "The page links to no article of its own site in the places looked at; name them with a"
          + " selector for links (source add --links SELECTOR).";

  /// Of a page that lists what are no articles.
  static final String NO_ARTICLES =
      "None of the pages that it links to could be read as an article: they need a schema.org"
          + " NewsArticle, og:type article, or a selector for the main text (source add --body"
          + " SELECTOR).";

  /// Of one of those pages.
  static final String NO_ARTICLE =
      "It is no article: it has neither a schema.org NewsArticle nor og:type article, and no"
          + " selector for the main text finds any.";

  private SourceAdvice() {}

  /// Sentences: what happened and, unless that says so, what helps.
  static String of(Fetch.Refused refused) {
    String said = refused.sentence();
    String advice = advice(refused.reason());
    String ended = said.endsWith(".") ? said : said + ".";
    return advice.isEmpty() ? said : ended + " " + advice;
  }

  private static String advice(Fetch.Reason reason) {
    return switch (reason) {
      case BAD_ADDRESS, REDIRECT_LOOP, TOO_MANY_REDIRECTS ->
          "Open it in a browser, and give the source the address that it ends at.";
      case PRIVATE_ADDRESS -> "";
      case UNKNOWN_HOST -> "Give the source its new address, if it has moved.";
      case UNREACHABLE, UNREADABLE, STATUS -> "If it stays so, ask its owner.";
      case INSECURE -> "Its owner has to mend that.";
      case TIMEOUT -> "If it stays so, ask its owner, or read it less often.";
      case TOO_LARGE -> "Ask its owner for a shorter one, or raise that limit.";
      case MISSING -> "Find where it is now, and give the source that address.";
    };
  }
}
