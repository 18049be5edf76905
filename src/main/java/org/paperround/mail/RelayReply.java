package org.paperround.mail;

import org.jspecify.annotations.Nullable;

/// The server's words: reply code, enhanced status code when there is one, text without codes,
/// addresses in it masked.
public record RelayReply(int code, @Nullable String enhanced, String text) {
  /// All of it in one line.
  public String words() {
    return code + (enhanced == null ? "" : " " + enhanced) + " " + text;
  }
}
