package org.paperround.digest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the templates see of an edition. All texts are clean; those for the text part are wrapped.
/// `time`: when it was made, in the newsletter's zone; `page`: the edition's public one, empty
/// where there is none. `week`: the heading of a digest that covers one, else empty; `ending`: that
/// this was all.
record DigestView(
    String lang,
    String title,
    String portal,
    String newsletter,
    String date,
    String time,
    String week,
    String ending,
    String why,
    String postalAddress,
    String rule,
    String briefsRule,
    Mark.Document marks,
    List<String> letter,
    @Nullable Corrected corrected,
    Intro intro,
    String page,
    List<Sharing.Way> sharing,
    List<CardView> cards,
    List<SectionView> sections) {
  DigestView {
    letter = List.copyOf(letter);
    sharing = List.copyOf(sharing);
    cards = List.copyOf(cards);
    sections = List.copyOf(sections);
  }

  /// Whether it is a letter, which has paragraphs in place of cards.
  public boolean written() {
    return !letter.isEmpty();
  }

  /// The story that a letter corrects, as readers were shown it; `url` is empty where it cannot be
  /// linked to.
  record Corrected(String headline, String url) {}

  /// The editor's, above the stories, in the language of the newsletter; without paragraphs where
  /// there is none.
  record Intro(String lang, List<String> paragraphs) {
    Intro {
      paragraphs = List.copyOf(paragraphs);
    }

    /// For the attribute `dir`, empty where it is that of all other text.
    public String dir() {
      return isRightToLeft() ? "rtl" : "";
    }

    /// What MJML says of alignment stands above `dir`.
    public String side() {
      return isRightToLeft() ? "text-align:right;" : "";
    }

    private boolean isRightToLeft() {
      return !paragraphs.isEmpty() && CleanText.isRightToLeft(paragraphs.getFirst());
    }
  }

  /// A card. Texts that it lacks are empty. `brief` is the first sentence of the standfirst;
  /// `story` names it in the links for more and less like it.
  record CardView(
      String lang,
      boolean breaking,
      String headline,
      String standfirst,
      String brief,
      List<String> keyPoints,
      String why,
      String means,
      String section,
      String reading,
      @Nullable ImageView image,
      String story,
      List<Related> related,
      Mark.Card marks) {
    CardView {
      keyPoints = List.copyOf(keyPoints);
      related = List.copyOf(related);
    }

    /// For the attribute `dir`, empty where it is that of all other text.
    public String dir() {
      return CleanText.isRightToLeft(headline) ? "rtl" : "";
    }

    /// What MJML says of alignment stands above `dir`.
    public String side() {
      return CleanText.isRightToLeft(headline) ? "text-align:right;" : "";
    }

    /// Where the points of a list hang out.
    public String hanging() {
      return CleanText.isRightToLeft(headline) ? "padding:0 20px 0 0;" : "padding:0 0 0 20px;";
    }

    /// Whether the lead has a box at all.
    public boolean boxed() {
      return !why.isEmpty() || !means.isEmpty();
    }
  }

  /// Another story of the edition that is alike, between marks: it is left out of a mail that has
  /// it anyway.
  record Related(String headline, String url, String begin, String end) {
    Related called(String words) {
      return new Related(words, url, begin, end);
    }
  }

  record SectionView(String name, String rule, String begin) {}

  /// `leadHeight` and `thumbHeight` fit the widths of the layout; `url` is the lead's.
  record ImageView(String url, String thumbUrl, String alt, int leadHeight, int thumbHeight) {}
}
