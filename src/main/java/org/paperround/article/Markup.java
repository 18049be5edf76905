package org.paperround.article;

/// How much markup is looked at. A tree costs many times its text, and selectors cost the tree's
/// size times its depth: without a limit, ten megabytes of tags would take the whole heap. Pure.
final class Markup {
  /// Several times what a long page has.
  private static final int MOST_OF_A_PAGE = 100_000;

  /// Several times what a feed of a thousand entries has.
  private static final int MOST_OF_A_FEED = 300_000;

  private Markup() {}

  /// The page up to its hundred-thousandth tag.
  static String ofPage(String html) {
    return html.substring(0, end(html, MOST_OF_A_PAGE));
  }

  /// Where the tags of a feed become too many; its length when they do not.
  static int endOfFeed(String xml) {
    return end(xml, MOST_OF_A_FEED);
  }

  private static int end(String text, int tags) {
    int at = -1;
    for (int i = 0; i <= tags; i++) {
      at = text.indexOf('<', at + 1);
      if (at < 0) {
        return text.length();
      }
    }
    return at;
  }
}
