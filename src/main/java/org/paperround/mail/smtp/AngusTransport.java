package org.paperround.mail.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.mail.RelayUnavailableException;

/// Angus Mail's transport, for what it does well: connecting, EHLO, STARTTLS and AUTH. What it
/// leaves open is closed here: nothing that was learned before TLS is believed after it, and a
/// password never goes in clear unless TLS was switched off.
final class AngusTransport extends SMTPTransport {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);

  private final RelayConfig config;
  private final Sockets sockets;
  private String step = "connecting";

  private AngusTransport(RelayConfig config, Sockets sockets) {
    super(Session.getInstance(properties(config, sockets)), null);
    this.config = config;
    this.sockets = sockets;
    setAuthorizationID(""); // signing in as oneself: RFC 4616 leaves it out
  }

  /// Returns a transport whose session has begun.
  static AngusTransport connect(RelayConfig config, Sockets sockets)
      throws RelayUnavailableException {
    AngusTransport transport = new AngusTransport(config, sockets);
    try {
      transport.connect(
          config.host(),
          config.port(),
          config.user(),
          config.password() == null ? null : config.password().reveal());
      return transport;
    } catch (MessagingException | RuntimeException e) {
      throw transport.unavailable(e);
    }
  }

  static SSLContext trust(Tls tls) {
    return switch (tls) {
      case NONE, OPPORTUNISTIC, REQUIRED -> Sockets.trustingAll();
      case VERIFIED, IMPLICIT -> Sockets.trustingTheUsual();
    };
  }

  private static Properties properties(RelayConfig config, Sockets sockets) {
    Properties properties = new Properties();
    long timeout = config.timeout().toMillis();
    Tls tls = config.tls();
    boolean identified = tls == Tls.VERIFIED || tls == Tls.IMPLICIT;
    properties.put("mail.smtp.socketFactory", sockets.plain());
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.socketFactory", sockets.secure());
    properties.put("mail.smtp.ssl.enable", String.valueOf(tls == Tls.IMPLICIT));
    properties.put("mail.smtp.ssl.checkserveridentity", String.valueOf(identified));
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.put("mail.smtp.starttls.enable", String.valueOf(tls == Tls.OPPORTUNISTIC));
    properties.put(
        "mail.smtp.starttls.required", String.valueOf(tls == Tls.REQUIRED || tls == Tls.VERIFIED));
    properties.put("mail.smtp.localhost", config.heloName());
    properties.put("mail.smtp.auth", String.valueOf(config.user() != null));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.timeout", String.valueOf(timeout));
    properties.put(
        "mail.smtp.connectiontimeout",
        String.valueOf(Math.min(timeout, LONGEST_CONNECT.toMillis())));
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }

  @Override
  protected synchronized boolean protocolConnect(
      String host, int port, @Nullable String user, @Nullable String password)
      throws MessagingException {
    boolean connected = super.protocolConnect(host, port, user, password);
    if (connected && config.user() != null && !supportsExtension("AUTH")) {
      throw new AuthenticationFailedException(
          isSecured() || config.tls() == Tls.NONE
              ? "the relay takes no password"
              : "there is no TLS, and in clear the password is not sent");
    }
    return connected;
  }

  /// Hides AUTH while the password would go in clear, so that Angus does not sign in.
  @Override
  public boolean supportsExtension(String name) {
    boolean sign = name.toUpperCase(Locale.ROOT).startsWith("AUTH");
    return super.supportsExtension(name) && (!sign || isSecured() || config.tls() == Tls.NONE);
  }

  @Override
  protected boolean ehlo(String domain) throws MessagingException {
    step = "EHLO";
    boolean understood = super.ehlo(domain);
    if (!understood && isSecured()) {
      // Angus would go on with the extensions it heard before TLS (RFC 3207 4.2 forbids it).
      throw new MessagingException(getLastServerResponse());
    }
    return understood;
  }

  @Override
  protected void startTLS() throws MessagingException {
    step = "STARTTLS";
    try {
      super.startTLS();
    } catch (MessagingException e) {
      boolean onlyRefused = !isSecured() && getLastReturnCode() >= 400;
      if (config.tls() != Tls.OPPORTUNISTIC || !onlyRefused) {
        throw e;
      }
    }
  }

  private boolean isSecured() {
    return sockets.current() instanceof SSLSocket;
  }

  private RelayUnavailableException unavailable(Exception cause) {
    String failed = cause instanceof AuthenticationFailedException ? "signing in" : step;
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String words = String.valueOf(cause.getMessage());
    if (cause.getCause() != null
        && root.getMessage() != null
        && !words.contains(root.getMessage())) {
      words = words + " (" + root.getMessage() + ")";
    }
    return new RelayUnavailableException(
        "No session with the relay "
            + config.host()
            + ":"
            + config.port()
            + ": "
            + failed
            + " failed: "
            + ReplyText.clean(words),
        cause);
  }
}
