package org.paperround.article;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;

/// A feed's text made ready for an XML parser that must meet no surprise: without document type
/// declaration, so that there is no entity to expand, be it external or a bomb, and, where it is
/// malformed, mended.
final class FeedXml {
  private static final Pattern NOT_XML_CHARACTERS =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
  private static final Pattern ENTITY =
      Pattern.compile("<!ENTITY\\s+[^%\\s]", Pattern.CASE_INSENSITIVE);
  private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE", Pattern.CASE_INSENSITIVE);
  private static final Pattern ROOT = Pattern.compile("<[\\p{L}_]");
  private static final Pattern ENTRY = Pattern.compile("<(?:\\w+:)?(?:item|entry|url)[\\s>]");

  /// Several times what is taken of a feed: the rest would cost memory for nothing.
  private static final int MOST_ENTRIES = 5_000;

  private static final Pattern CURLY_QUOTES = Pattern.compile("=\\s*[“”]([^“”<>]*)[“”]");
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "media", "http://search.yahoo.com/mrss/",
          "dc", "http://purl.org/dc/elements/1.1/",
          "content", "http://purl.org/rss/1.0/modules/content/",
          "atom", "http://www.w3.org/2005/Atom",
          "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");

  private FeedXml() {}

  /// A sentence for the operator when this is not even meant to be a feed.
  static Optional<String> objection(String text) {
    String head = text.stripLeading();
    String start = head.substring(0, Math.min(head.length(), 1_000)).toLowerCase(Locale.ROOT);
    if (head.isEmpty()) {
      return Optional.of("The answer is empty.");
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of(
          "This is a web page (HTML), not a feed; give the feed's own address, or add the page as a"
              + " list of articles (source add --kind page).");
    }
    if (head.indexOf('<') < 0) {
      return Optional.of("This is not XML.");
    }
    return doctype(head)
        .filter(declaration -> ENTITY.matcher(declaration).find())
        .map(_ ->
            "The feed declares entities of its own (external or nested ones are a known"
                + " attack); such a feed is not read.");
  }

  /// Without anything before the first tag, without document type, without characters that XML
  /// forbids.
  static String prepared(String text) {
    String clean = NOT_XML_CHARACTERS.matcher(text).replaceAll("");
    String bare = doctype(clean).map(declaration -> clean.replace(declaration, "")).orElse(clean);
    int start = bare.indexOf('<');
    return start > 0 ? bare.substring(start) : bare;
  }

  /// The document type declaration, internal subset included.
  private static Optional<String> doctype(String text) {
    Matcher start = DOCTYPE.matcher(text);
    Matcher root = ROOT.matcher(text);
    // What looks like one after the first element is words, such as a page quoted in an entry.
    if (!start.find() || (root.find() && root.start() < start.start())) {
      return Optional.empty();
    }
    int bracket = text.indexOf('[', start.end());
    int close = text.indexOf('>', start.end());
    if (bracket >= 0 && bracket < close) {
      int end = text.indexOf("]", bracket);
      // The subset may hold a bracket inside a literal; its end is the last "]" that ">" follows.
      Matcher subsetEnd = Pattern.compile("\\]\\s*>").matcher(text);
      close = end >= 0 && subsetEnd.find(end) ? subsetEnd.end() - 1 : text.length() - 1;
    }
    return Optional.of(text.substring(start.start(), (close < 0 ? text.length() - 1 : close) + 1));
  }

  /// The text up to its five-thousandth entry, or until it has too many tags, as well-formed XML;
  /// shorter ones as they are.
  static String shortened(String text) {
    int end = Math.min(endOfEntries(text), Markup.endOfFeed(text));
    return end < text.length() ? mended(text.substring(0, end)) : text;
  }

  private static int endOfEntries(String text) {
    Matcher entry = ENTRY.matcher(text);
    for (int i = 0; i <= MOST_ENTRIES; i++) {
      if (!entry.find()) {
        return text.length();
      }
    }
    return entry.start();
  }

  /// Malformed XML, read as leniently as a browser reads HTML and written anew.
  static String mended(String text) {
    String straight = CURLY_QUOTES.matcher(text).replaceAll("=\"$1\"");
    Document document = Jsoup.parse(straight, "", Parser.xmlParser());
    document
        .outputSettings()
        .syntax(Document.OutputSettings.Syntax.xml)
        .escapeMode(Entities.EscapeMode.xhtml)
        .prettyPrint(false);
    Element root = document.firstElementChild();
    if (root == null) {
      return text;
    }
    declarePrefixes(root);
    if (root.normalName().equals("rss")) {
      asRss(root);
    }
    return NOT_XML_CHARACTERS.matcher(root.outerHtml()).replaceAll("");
  }

  /// RSS 2.0's elements are in no namespace, and its version is stated.
  private static void asRss(Element root) {
    root.removeAttr("xmlns");
    if (!root.attr("version").matches("0\\.9\\d|2\\.0")) {
      root.attr("version", "2.0");
    }
  }

  private static void declarePrefixes(Element root) {
    Set<String> prefixes = new LinkedHashSet<>();
    for (Element element : root.getAllElements()) {
      addPrefix(prefixes, element.tagName());
      for (Attribute attribute : element.attributes()) {
        addPrefix(prefixes, attribute.getKey());
      }
    }
    for (String prefix : prefixes) {
      if (!root.hasAttr("xmlns:" + prefix)) {
        root.attr("xmlns:" + prefix, NAMESPACES.getOrDefault(prefix, "urn:undeclared:" + prefix));
      }
    }
  }

  private static void addPrefix(Set<String> prefixes, String name) {
    int colon = name.indexOf(':');
    String prefix = colon > 0 ? name.substring(0, colon) : "";
    if (!prefix.isEmpty() && !prefix.equals("xmlns") && !prefix.equals("xml")) {
      prefixes.add(prefix);
    }
  }
}
