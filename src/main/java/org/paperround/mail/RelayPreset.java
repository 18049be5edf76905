package org.paperround.mail;

import org.paperround.mail.RelayConfig.Tls;

/// What is known of a kind of relay from its public documentation, for where the operator says
/// nothing else. What a provider does not state is as usual; docs/how-to/connect-a-relay.md names
/// the sources.
enum RelayPreset {
  /// Nobody in particular.
  NONE("localhost", 25, Tls.OPPORTUNISTIC),
  /// One's own, on the same machine or network.
  POSTFIX("localhost", 25, Tls.OPPORTUNISTIC),
  SES("email-smtp.REGION.amazonaws.com", 587, Tls.VERIFIED),
  POSTMARK("smtp.postmarkapp.com", 587, Tls.VERIFIED),
  MAILGUN("smtp.mailgun.org, in Europe smtp.eu.mailgun.org", 587, Tls.VERIFIED),
  SENDGRID("smtp.sendgrid.net", 587, Tls.VERIFIED, 5000);

  /// For a message: which host it is.
  final String hosts;

  final int port;
  final Tls tls;
  final int messagesPerConnection;

  RelayPreset(String hosts, int port, Tls tls) {
    this(hosts, port, tls, RelayLimits.USUAL.messagesPerConnection());
  }

  RelayPreset(String hosts, int port, Tls tls, int messagesPerConnection) {
    this.hosts = hosts;
    this.port = port;
    this.tls = tls;
    this.messagesPerConnection = messagesPerConnection;
  }

  /// Whether it is somewhere else, so that a host must be named.
  boolean isProvider() {
    return switch (this) {
      case NONE, POSTFIX -> false;
      case SES, POSTMARK, MAILGUN, SENDGRID -> true;
    };
  }
}
