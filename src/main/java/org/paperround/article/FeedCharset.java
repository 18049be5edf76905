package org.paperround.article;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the bytes of an XML document into text: byte order mark, then the HTTP header's charset
/// (RFC 7303 3), then the XML prolog's encoding, then UTF-8. The first of them by which the bytes
/// make sense is taken, since servers and files often name a wrong one; windows-1252 is the last
/// resort.
final class FeedCharset {
  private static final Pattern PROLOG =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");
  private static final Pattern PARAMETER =
      Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

  private FeedCharset() {}

  static String decode(byte[] bytes, @Nullable String contentType) {
    Optional<String> marked = markedText(bytes);
    if (marked.isPresent()) {
      return marked.get();
    }
    List<Charset> candidates = new ArrayList<>();
    if (contentType != null) {
      named(PARAMETER.matcher(contentType)).ifPresent(candidates::add);
    }
    String head = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    named(PROLOG.matcher(head)).ifPresent(candidates::add);
    candidates.add(StandardCharsets.UTF_8);
    for (Charset charset : candidates) {
      try {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException _) {
        // the next candidate
      }
    }
    return new String(bytes, Charset.forName("windows-1252"));
  }

  private static Optional<String> markedText(byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8));
    }
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0x00, '<', 0x00)) {
      return Optional.of(withoutMark(new String(bytes, StandardCharsets.UTF_16BE)));
    }
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, '<', 0x00, '?', 0x00)) {
      return Optional.of(withoutMark(new String(bytes, StandardCharsets.UTF_16LE)));
    }
    return Optional.empty();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean startsWith(byte[] bytes, int... octets) {
    for (int i = 0; i < octets.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != octets[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Charset> named(Matcher matcher) {
    try {
      return matcher.find() ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return Optional.empty();
    }
  }
}
