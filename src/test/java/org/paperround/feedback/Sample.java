package org.paperround.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A mail that comes back, made up for the tests, about a mail of ours that has these names.
record Sample(String returnAddress, String messageId, String listUnsubscribe, String recipient) {
  static final Sample SOMEBODY =
      new Sample(
          "b+" + "ab27".repeat(10) + "@bounce.news.example",
          "<d.7.abcdefghijklmnop@news.example>",
          "<https://news.example/u/AbCdEfGhIjKlMnOpQrSt?e=7>,"
              + " <mailto:unsubscribe+"
              + "cd45".repeat(11)
              + "@bounce.news.example>",
          "ada@reader.example");

  String text(String name) {
    try (InputStream file = Sample.class.getResourceAsStream(name + ".eml")) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8)
          .replace("{return-address}", returnAddress)
          .replace("{envelope-id}", returnAddress.substring(0, returnAddress.indexOf('@')))
          .replace("{message-id}", messageId)
          .replace("{list-unsubscribe}", listUnsubscribe)
          .replace("{recipient}", recipient)
          .replace("\r\n", "\n")
          .replace("\n", "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(String name) {
    return text(name).getBytes(StandardCharsets.UTF_8);
  }
}
