package org.paperround.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// On which page a form was filled in, as its browser says: for the consent record, which proves no
/// more than that this was said. Query and fragment are left out, since they may name a person.
/// Pure.
final class SourcePage {
  private static final int LONGEST = 500;
  private static final Pattern OWN_PATH = Pattern.compile("/(?!/)[\\w/.-]{0,200}");

  private SourcePage() {}

  /// The form's own word, else the Referer, else the start page. A path is one of ours.
  static String of(Optional<String> given, Optional<String> referer, String ownBase) {
    return Stream.of(given, referer)
        .flatMap(Optional::stream)
        .flatMap(text -> address(text, ownBase).stream())
        .findFirst()
        .orElse(ownBase + "/");
  }

  private static Optional<String> address(String text, String ownBase) {
    return OWN_PATH.matcher(text).matches() ? Optional.of(ownBase + text) : page(text);
  }

  private static Optional<String> page(String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        return Optional.empty();
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String plain = scheme + "://" + uri.getHost() + port + uri.getRawPath();
      return plain.length() <= LONGEST ? Optional.of(plain) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
