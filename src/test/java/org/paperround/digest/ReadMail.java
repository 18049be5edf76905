package org.paperround.digest;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// A digest as an independent reader sees it.
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record ReadMail(byte[] raw, MimeMessage message, String text, String html) {
  static ReadMail of(Digests.AssembledDigest digest) {
    return of(digest.message());
  }

  static ReadMail of(byte[] raw) {
    try {
      MimeMessage message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
      if (message.isMimeType("text/plain")) {
        return new ReadMail(raw, message, (String) message.getContent(), "");
      }
      MimeMultipart parts = (MimeMultipart) message.getContent();
      if (parts.getCount() != 2) {
        throw new AssertionError(parts.getCount() + " parts");
      }
      return new ReadMail(
          raw,
          message,
          (String) parts.getBodyPart(0).getContent(),
          (String) parts.getBodyPart(1).getContent());
    } catch (MessagingException | IOException e) {
      throw new AssertionError(e);
    }
  }

  Document document() {
    return Jsoup.parse(html);
  }

  String ascii() {
    return new String(raw, StandardCharsets.ISO_8859_1);
  }

  String visible() {
    return document().body().text();
  }

  /// But for those that pass the edition on.
  List<String> links() {
    return document().select("a").eachAttr("href").stream()
        .filter(link -> !link.contains("archive"))
        .toList();
  }

  /// Those that do.
  List<String> sharing() {
    return document().select("a").eachAttr("href").stream()
        .filter(link -> link.contains("archive"))
        .toList();
  }

  /// The addresses in angle brackets, as [#links].
  List<String> textLinks() {
    return text.lines()
        .filter(line -> line.startsWith("<http") && line.endsWith(">"))
        .filter(line -> !line.contains("/archive/"))
        .map(line -> line.substring(1, line.length() - 1))
        .toList();
  }

  @Nullable String field(String name) {
    try {
      String[] values = message.getHeader(name);
      if (values != null && values.length != 1) {
        throw new AssertionError(values.length + " fields " + name);
      }
      return values == null ? null : values[0].replaceAll("\\r\\n[ \\t]", " ").strip();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  String subject() {
    try {
      return message.getSubject();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  Stream<String> bodyLines() {
    return ascii().substring(ascii().indexOf("\r\n\r\n")).lines();
  }
}
