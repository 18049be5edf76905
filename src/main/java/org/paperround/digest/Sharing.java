package org.paperround.digest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How a reader passes an edition on: plain links to its public page, with nothing that tells who
/// did. Pure.
final class Sharing {
  /// What it says, and where it leads.
  record Way(String name, String url) {}

  private Sharing() {}

  /// `mail`: the word for it in the reader's language.
  static List<Way> of(String page, String title, String mail) {
    return List.of(
        new Way("Facebook", "https://www.facebook.com/sharer/sharer.php?u=" + encoded(page)),
        new Way("WhatsApp", "https://wa.me/?text=" + encoded(title + " " + page)),
        new Way("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url=" + encoded(page)),
        new Way(mail, "mailto:?subject=" + encoded(title) + "&body=" + encoded(page)));
  }

  /// A plus is a plus in a mailto address (RFC 6068 5).
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
