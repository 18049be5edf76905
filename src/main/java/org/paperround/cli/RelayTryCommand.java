package org.paperround.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.Relay;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayLimits;
import org.paperround.mail.RelayReply;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.SignIn;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.platform.config.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// One transmission with the engine's relay client.
@Command(
    name = "try",
    description = "Hands one message to a relay, as the engine would, and says how it went.",
    mixinStandardHelpOptions = true)
final class RelayTryCommand implements Callable<Integer> {
  private static final String PASSWORD = "PAPERROUND_RELAY_PASSWORD";

  @Option(names = "--host", required = true, paramLabel = "HOST", description = "The relay.")
  private String host;

  @Option(names = "--port", required = true, paramLabel = "PORT", description = "Its port.")
  private int port;

  @Option(
      names = "--tls",
      paramLabel = "MODE",
      defaultValue = "opportunistic",
      description = "none, opportunistic, required, verified or implicit (${DEFAULT-VALUE}).")
  private String tls;

  @Option(names = "--from", required = true, paramLabel = "F", description = "Envelope sender.")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "T", description = "Envelope recipient.")
  private String to;

  @Option(
      names = "--helo",
      paramLabel = "NAME",
      defaultValue = "localhost.localdomain",
      description = "What to say in EHLO (${DEFAULT-VALUE}).")
  private String helo;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Signs in; the password is in the environment: " + PASSWORD + ".")
  private @Nullable String user;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait for an answer (${DEFAULT-VALUE}).")
  private int timeout;

  @Parameters(paramLabel = "FILE.eml", description = "The message, as it is to arrive.")
  private Path file;

  @Override
  public Integer call() {
    Envelope envelope = new Envelope(address(from, "--from"), address(to, "--to"));
    byte[] message = message();
    TransmissionOutcome outcome;
    try (RelayConnection connection = new Relay(config(System.getenv())).connect()) {
      outcome = connection.send(envelope, message, message.length);
    } catch (RelayUnavailableException e) {
      System.err.println(e.getMessage());
      outcome =
          new TransmissionOutcome.Deferred(
              new RelayReply(421, "4.4.1", String.valueOf(e.getMessage())));
    }
    System.out.println(line(outcome));
    return outcome instanceof TransmissionOutcome.Accepted ? 0 : 1;
  }

  private RelayConfig config(Map<String, String> environment) {
    String password = environment.get(PASSWORD);
    if (user != null && password == null) {
      throw new UsageException("--user needs a password in the environment: " + PASSWORD);
    }
    Duration patience = Duration.ofSeconds(timeout);
    return new RelayConfig(
        host,
        1,
        host,
        port,
        mode(),
        user == null || password == null
            ? new SignIn.Nobody()
            : new SignIn.Password(user, new Secret(password)),
        helo,
        true,
        RelayLimits.USUAL.withPatience(patience));
  }

  private Tls mode() {
    try {
      return Tls.valueOf(tls.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--tls is none, opportunistic, required, verified or implicit, not " + tls);
    }
  }

  private static EmailAddress address(String text, String option) {
    return switch (AddressCheck.check(text)) {
      case AddressCheck.Ok(EmailAddress address) -> address;
      case AddressCheck.Refused(String reason) ->
          throw new UsageException(option + " is no mail address: " + reason);
    };
  }

  /// A file may have bare line feeds; a message has none (RFC 5322 2.1).
  private byte[] message() {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1)
          .replaceAll("\r\n|\r|\n", "\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UsageException("The message cannot be read: " + e.getMessage());
    }
  }

  static String line(TransmissionOutcome outcome) {
    return switch (outcome) {
      case TransmissionOutcome.Accepted(RelayReply reply) -> line("delivered", reply);
      case TransmissionOutcome.Deferred(RelayReply reply) -> line("temp", reply);
      case TransmissionOutcome.Refused(RelayReply reply) -> line("perm", reply);
      case TransmissionOutcome.Unknown(String cause) ->
          line("temp", new RelayReply(0, null, cause));
    };
  }

  private static String line(String outcome, RelayReply reply) {
    return "relay-try outcome="
        + outcome
        + " code="
        + (reply.code() == 0 ? "" : reply.code())
        + " enhanced="
        + (reply.enhanced() == null ? "" : reply.enhanced())
        + " text=\""
        + reply.text().replace('"', '\'')
        + '"';
  }
}
