package org.paperround.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.QuotedPrintable;

/// Values of slots as bytes of the mail: escaped for HTML, in quoted-printable. Each is encoded
/// once, however often it is shown; what all mails of a plan have in common, once for all of them.
/// Not thread-safe, but what is shared is only read.
final class EncodedValues {
  private final @Nullable EncodedValues shared;
  private final Map<String, byte[]> texts = new HashMap<>();
  private final Map<String, byte[]> htmls = new HashMap<>();

  private EncodedValues(@Nullable EncodedValues shared) {
    this.shared = shared;
  }

  /// Of these values, for all mails of a plan.
  static EncodedValues shared(List<String> values) {
    EncodedValues shared = new EncodedValues(null);
    values.forEach(shared::text);
    values.forEach(shared::html);
    return shared;
  }

  /// For one mail.
  EncodedValues own() {
    return new EncodedValues(this);
  }

  /// As [QuotedPrintable#encodeInline].
  byte[] text(String value) {
    byte[] known = shared == null ? null : shared.texts.get(value);
    return known == null ? texts.computeIfAbsent(value, QuotedPrintable::encodeInline) : known;
  }

  /// The same, safe in HTML's text and double-quoted attributes.
  byte[] html(String value) {
    byte[] known = shared == null ? null : shared.htmls.get(value);
    return known == null ? htmls.computeIfAbsent(value, this::encodeHtml) : known;
  }

  private byte[] encodeHtml(String value) {
    String escaped = escaped(value);
    return escaped.equals(value) ? text(value) : QuotedPrintable.encodeInline(escaped);
  }

  private static String escaped(String value) {
    StringBuilder escaped = null;
    for (int i = 0; i < value.length(); i++) {
      String entity =
          switch (value.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> "";
          };
      if (!entity.isEmpty() && escaped == null) {
        escaped = new StringBuilder(value.length() + 16).append(value, 0, i);
      }
      if (escaped != null) {
        escaped.append(entity.isEmpty() ? String.valueOf(value.charAt(i)) : entity);
      }
    }
    return escaped == null ? value : escaped.toString();
  }
}
