package org.paperround.web;

import java.time.InstantSource;
import java.util.Locale;
import org.paperround.mail.EmailAddress;
import org.paperround.web.request.RateLimit;

/// How often one network, and one mailbox, may ask in an hour (mail-standards I8). Per node.
/// Thread-safe.
final class SignUpLimits {
  private final RateLimit networks;
  private final RateLimit mailboxes;

  SignUpLimits(WebConfig config, InstantSource clock) {
    this.networks = new RateLimit(clock, config.signUpsPerNetwork());
    this.mailboxes = new RateLimit(clock, config.signUpsPerAddress());
  }

  boolean allowsNetwork(String prefix) {
    return networks.allows(prefix);
  }

  boolean allowsAddress(EmailAddress address) {
    return mailboxes.allows(mailbox(address));
  }

  /// Many mailboxes can be written in many ways; for a limit, not for identity (mail-standards E4),
  /// a tag and dots do not count.
  private static String mailbox(EmailAddress address) {
    String local = address.local().replaceFirst("\\+.*$", "").replace(".", "");
    return (local + "@" + address.domain()).toLowerCase(Locale.ROOT);
  }
}
