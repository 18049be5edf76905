package org.paperround.staff;

import java.security.SecureRandom;
import java.util.Base64;

/// Random texts that nobody can guess: 256 bits, 43 letters that may stand in an address and a
/// cookie. Thread-safe.
public final class Secrets {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  public static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Whether a text has the form of one.
  public static boolean wellFormed(String text) {
    return text.matches("[A-Za-z0-9_-]{43}");
  }
}
