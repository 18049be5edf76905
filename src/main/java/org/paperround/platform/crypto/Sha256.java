package org.paperround.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// SHA-256, which every JDK has.
public final class Sha256 {
  private Sha256() {}

  /// The 32 bytes of the UTF-8 form of `text`.
  public static byte[] of(String text) {
    return digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The first `bytes` of [#of], in lower-case hexadecimal digits.
  public static String hex(String text, int bytes) {
    return HexFormat.of().formatHex(of(text), 0, bytes);
  }

  /// To be fed piece by piece.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The same of several texts, each with its length: no two lists are taken for one.
  public static String hex(Collection<String> texts, int bytes) {
    String all =
        texts.stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8).length + ":" + text)
            .collect(Collectors.joining());
    return hex(all, bytes);
  }
}
