package org.paperround.feedback;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;

/// The mailbox into which everything to `*@bounce.DOMAIN` is delivered: `feedback.imap-*` settings.
/// Without a host nothing is read.
public record FeedbackConfig(
    @Nullable String host,
    int port,
    Tls tls,
    String user,
    @Nullable Secret password,
    String folder,
    Duration poll) {
  /// TLS from the first byte (993), by STARTTLS, or none at all; names and chains are verified.
  public enum Tls {
    IMPLICIT,
    STARTTLS,
    NONE
  }

  public static FeedbackConfig read(Settings settings) {
    FeedbackConfig config =
        new FeedbackConfig(
            settings.optionalText("feedback.imap-host").orElse(null),
            settings.integer("feedback.imap-port", 993, 1, 65_535),
            settings.choice("feedback.imap-tls", Tls.class, Tls.IMPLICIT),
            settings.text("feedback.imap-user", ""),
            settings.secret("feedback.imap-password").orElse(null),
            settings.text("feedback.imap-folder", "INBOX"),
            settings.duration("feedback.poll", Duration.ofMinutes(1)));
    if (config.isOn() && (config.user().isEmpty() || config.password() == null)) {
      settings.problem(
          "feedback.imap-host needs feedback.imap-user and feedback.imap-password as well");
    }
    return config;
  }

  public boolean isOn() {
    return host != null;
  }
}
