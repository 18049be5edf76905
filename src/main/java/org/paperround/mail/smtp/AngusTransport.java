package org.paperround.mail.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.ReplyText;
import org.paperround.mail.SignIn;
import org.paperround.platform.config.Secret;

/// Angus Mail's transport, for what it does well: connecting, EHLO, STARTTLS and AUTH. What it
/// leaves open is closed here: nothing that was learned before TLS is believed after it, and a
/// password never goes in clear unless TLS was switched off.
final class AngusTransport extends SMTPTransport {
  private static final int LONGEST_TOKEN = 16_384;

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
      transport.signIn();
      return transport;
    } catch (MessagingException | RuntimeException e) {
      RelayUnavailableException unavailable = transport.unavailable(e);
      // Angus leaves the socket open where we refuse what it had agreed to.
      sockets.close();
      throw unavailable;
    }
  }

  private void signIn() throws MessagingException {
    switch (config.signIn()) {
      case SignIn.Nobody() -> connect(config.host(), config.port(), null, null);
      case SignIn.Password(String user, Secret password, _) ->
          connect(config.host(), config.port(), user, password.reveal());
      case SignIn.Token(String user, Path file) ->
          connect(config.host(), config.port(), user, token(file));
    }
  }

  /// Read at every sign-in: tokens expire.
  private static String token(Path file) throws MessagingException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_TOKEN);
      String token = new String(bytes, StandardCharsets.US_ASCII).strip();
      if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        throw new AuthenticationFailedException("there is no token in " + file);
      }
      return token;
    } catch (IOException e) {
      throw new AuthenticationFailedException("the token cannot be read: " + e);
    }
  }

  private static String mechanisms(SignIn signIn) {
    return switch (signIn) {
      case SignIn.Nobody() -> "";
      case SignIn.Password(_, _, String mechanisms) -> mechanisms;
      case SignIn.Token _ -> "XOAUTH2";
    };
  }

  private boolean signsIn() {
    return !(config.signIn() instanceof SignIn.Nobody);
  }

  static SSLContext trust(Tls tls) {
    return switch (tls) {
      case NONE, OPPORTUNISTIC, REQUIRED -> Sockets.trustingAll();
      case VERIFIED, IMPLICIT -> Sockets.trustingTheUsual();
    };
  }

  private static Properties properties(RelayConfig config, Sockets sockets) {
    Properties properties = new Properties();
    String mechanisms = mechanisms(config.signIn());
    Tls tls = config.tls();
    boolean identified = tls == Tls.VERIFIED || tls == Tls.IMPLICIT;
    properties.put("mail.smtp.socketFactory", sockets.plain());
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.socketFactory", sockets.secure());
    properties.put("mail.smtp.usesocketchannels", "true"); // where it makes the socket itself
    properties.put("mail.smtp.ssl.enable", String.valueOf(tls == Tls.IMPLICIT));
    properties.put("mail.smtp.ssl.checkserveridentity", String.valueOf(identified));
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.put("mail.smtp.starttls.enable", String.valueOf(tls == Tls.OPPORTUNISTIC));
    properties.put(
        "mail.smtp.starttls.required", String.valueOf(tls == Tls.REQUIRED || tls == Tls.VERIFIED));
    properties.put("mail.smtp.localhost", config.heloName());
    properties.put("mail.smtp.auth", String.valueOf(!mechanisms.isEmpty()));
    properties.put("mail.smtp.auth.mechanisms", mechanisms);
    properties.put("mail.smtp.timeout", String.valueOf(config.limits().reply().toMillis()));
    properties.put(
        "mail.smtp.connectiontimeout", String.valueOf(config.limits().connect().toMillis()));
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }

  @Override
  protected synchronized boolean protocolConnect(
      String host, int port, @Nullable String user, @Nullable String password)
      throws MessagingException {
    boolean connected = super.protocolConnect(host, port, user, password);
    if (connected && signsIn() && !supportsExtension("AUTH")) {
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
    return new RelayUnavailableException(
        "No session with the relay "
            + config.host()
            + ":"
            + config.port()
            + ": "
            + failed
            + " failed: "
            + ReplyText.clean(words(cause)),
        cause);
  }

  private String words(Exception cause) {
    if (config.signIn() instanceof SignIn.Token(_, Path file)
        && cause instanceof AuthenticationFailedException
        && getLastReturnCode() == 334) {
      // The challenge that says why is base64 of JSON, in each provider's own words.
      return "the relay refuses the token in " + file + ": has it expired?";
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String words = String.valueOf(cause.getMessage());
    return cause.getCause() == null
            || root.getMessage() == null
            || words.contains(root.getMessage())
        ? words
        : words + " (" + root.getMessage() + ")";
  }
}
