package org.paperround.digest.lint;

import java.util.regex.Pattern;

/// Addresses of this machine: a trial, where certificates are not to be had.
final class Loopback {
  private static final Pattern ADDRESS =
      Pattern.compile("http://(127\\.0\\.0\\.1|localhost|\\[::1\\])[:/]");

  private Loopback() {}

  static boolean in(String text) {
    return ADDRESS.matcher(text).find();
  }
}
