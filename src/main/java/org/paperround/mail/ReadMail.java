package org.paperround.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A mail as its receiver reads it: decoded header fields (the first of each name, names in lower
/// case) and the text and HTML parts, each empty when absent.
public record ReadMail(Map<String, String> headers, String text, String html) {
  /// Gmail cuts off an HTML part of so many octets, footer and all (mail-standards C11).
  public static final int MOST_HTML_OCTETS = 102_400;

  public ReadMail {
    headers = Map.copyOf(headers);
  }

  /// Reads the bytes of one message.
  ///
  /// @throws IllegalArgumentException when they are not a readable message
  public static ReadMail parse(byte[] message) {
    try {
      MimeMessage mime = new MimeMessage(null, new ByteArrayInputStream(message));
      Map<String, String> headers = new HashMap<>();
      for (Header header : Collections.list(mime.getAllHeaders())) {
        headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), decoded(header.getValue()));
      }
      return new ReadMail(
          headers, body(mime, "text/plain").orElse(""), body(mime, "text/html").orElse(""));
    } catch (MessagingException | IOException e) {
      throw new IllegalArgumentException("not a readable mail: " + e.getMessage(), e);
    }
  }

  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /// Of the HTML part; zero when absent.
  public int htmlOctets() {
    return html.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String decoded(String value) throws IOException {
    String unfolded = MimeUtility.unfold(value);
    return unfolded == null ? "" : MimeUtility.decodeText(unfolded);
  }

  private static Optional<String> body(Part part, String type)
      throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return Optional.of(part.getContent().toString());
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        Optional<String> found = body(inner, type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
