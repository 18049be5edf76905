package org.paperround.feedback;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// What of a mail can say why it came back: its fields, its parts as text, and the fields of the
/// mails that are returned in it, which are not looked into any deeper. Bounded in depth, in the
/// number of parts and in their length (mail-standards G6); a part that cannot be read is as if it
/// were not there. Pure.
record MailParts(Fields fields, List<Leaf> leaves, List<Fields> returned) {
  private static final int DEEPEST = 5;
  private static final int MOST_PARTS = 30;
  private static final int LONGEST = 64 * 1024;

  /// One part: its type in lower case (`message/delivery-status`) and its decoded text.
  record Leaf(String type, String text) {}

  /// Empty when it is no mail at all. What was cut off at its end does no harm.
  static Optional<MailParts> read(byte[] mail) {
    try {
      MimeMessage message = message(new ByteArrayInputStream(mail));
      Walk walk = new Walk();
      walk.into(message, 0);
      return Optional.of(
          new MailParts(
              Fields.parse(new String(mail, StandardCharsets.UTF_8)), walk.leaves, walk.returned));
    } catch (MessagingException | IOException | RuntimeException e) {
      // Strangers write it: whatever is wrong with it must not keep the mails after it from being
      // read.
      return Optional.empty();
    }
  }

  Optional<String> text(String... types) {
    return leaves.stream()
        .filter(leaf -> List.of(types).contains(leaf.type()))
        .map(Leaf::text)
        .findFirst();
  }

  private static MimeMessage message(InputStream bytes) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), bytes);
  }

  private static final class Walk {
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Fields> returned = new ArrayList<>();
    private int seen;

    void into(Part part, int depth) throws MessagingException, IOException {
      if (depth > DEEPEST || seen++ >= MOST_PARTS) {
        return;
      }
      String type = type(part);
      if (type.startsWith("multipart/")) {
        if (part.getContent() instanceof Multipart parts) {
          for (int i = 0; i < parts.getCount(); i++) {
            apart(parts.getBodyPart(i), depth + 1);
          }
        }
        return;
      }
      switch (type) {
        case "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "text/rfc822",
            "message/rfc822-headers",
            "message/global-headers" ->
            returned.add(Fields.parse(text(part).stripLeading()));
        default -> leaves.add(new Leaf(type, text(part)));
      }
    }

    /// A part that is broken takes no other with it.
    private void apart(Part part, int depth) {
      try {
        into(part, depth);
      } catch (MessagingException | IOException | IllegalArgumentException e) {
        leaves.add(new Leaf("broken", ""));
      }
    }

    private static String type(Part part) throws MessagingException {
      try {
        return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
      } catch (jakarta.mail.internet.ParseException e) {
        return part.isMimeType("multipart/*") ? "multipart/mixed" : "text/plain";
      }
    }

    private static String text(Part part) throws MessagingException, IOException {
      byte[] bytes = part.getInputStream().readNBytes(LONGEST);
      return new String(bytes, charset(part));
    }

    /// UTF-8 unless it says otherwise: that is ASCII, too, and what mail of today is written in.
    private static Charset charset(Part part) {
      try {
        String named = new ContentType(part.getContentType()).getParameter("charset");
        return named == null
            ? StandardCharsets.UTF_8
            : Charset.forName(MimeUtility.javaCharset(named));
      } catch (MessagingException | IllegalArgumentException e) {
        return StandardCharsets.UTF_8;
      }
    }
  }
}
