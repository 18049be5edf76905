package org.paperround.web;

import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.Newsletter;

/// What other programs read of the archive: Atom (RFC 4287) and a site map (sitemaps.org 0.9).
/// Pure.
final class ArchiveXml {
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String SITE_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9";

  private ArchiveXml() {}

  /// A page of the site map, and of which day it is.
  record Page(String url, @Nullable LocalDate day) {}

  /// `url`: of the newsletter's archive. A feed without entries is of the instant `now`.
  static String feed(
      Newsletter newsletter, String url, List<ArchivePages.Entry> entries, Instant now) {
    Instant updated = entries.isEmpty() ? now : entries.getFirst().cutOff();
    return document(
        "feed",
        ATOM,
        out -> {
          out.writeAttribute("xml:lang", newsletter.locale().toLanguageTag());
          element(out, "id", url);
          element(out, "title", newsletter.portalName() + ": " + newsletter.name());
          element(out, "subtitle", newsletter.description());
          element(out, "updated", updated.toString());
          out.writeStartElement("author");
          element(out, "name", newsletter.portalName());
          out.writeEndElement();
          link(out, "alternate", url);
          link(out, "self", url + "/feed.atom");
          for (ArchivePages.Entry entry : entries) {
            entry(out, entry);
          }
        });
  }

  private static void entry(XMLStreamWriter out, ArchivePages.Entry edition)
      throws XMLStreamException {
    out.writeStartElement("entry");
    element(out, "id", edition.url());
    element(out, "title", edition.title());
    element(out, "updated", edition.cutOff().toString());
    link(out, "alternate", edition.url());
    element(out, "summary", String.join(" · ", edition.headlines()));
    out.writeEndElement();
  }

  private static void link(XMLStreamWriter out, String relation, String url)
      throws XMLStreamException {
    out.writeEmptyElement("link");
    out.writeAttribute("rel", relation);
    out.writeAttribute("href", url);
  }

  static String map(List<Page> pages) {
    return document(
        "urlset",
        SITE_MAP,
        out -> {
          for (Page page : pages) {
            out.writeStartElement("url");
            element(out, "loc", page.url());
            if (page.day() != null) {
              element(out, "lastmod", page.day().toString());
            }
            out.writeEndElement();
          }
        });
  }

  private interface Content {
    void to(XMLStreamWriter out) throws XMLStreamException;
  }

  private static String document(String root, String namespace, Content content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement(root);
      out.writeDefaultNamespace(namespace);
      content.to(out);
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("texts can be written as XML", e);
    }
    return text.toString();
  }

  private static void element(XMLStreamWriter out, String name, String text)
      throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(text);
    out.writeEndElement();
  }
}
