package org.paperround.platform.http;

import java.nio.charset.StandardCharsets;

/// How a form that was posted was taken. Nothing that the other side does is an exception.
public sealed interface Posted {
  /// The server answered; `words` is the beginning of its body, in one line.
  record Answered(int status, String words) implements Posted {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /// No answer; `sentence` says to an operator why.
  record Unanswered(String sentence) implements Posted {}

  static Posted answered(int status, byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
    return new Answered(status, text.replaceAll("[\\p{C}\\s]+", " ").strip());
  }
}
