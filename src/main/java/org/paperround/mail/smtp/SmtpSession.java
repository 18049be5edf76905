package org.paperround.mail.smtp;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayLimits;
import org.paperround.mail.RelayReply;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.ReplyText;
import org.paperround.mail.TransmissionOutcome;
import org.paperround.mail.TransmissionOutcome.Accepted;
import org.paperround.mail.TransmissionOutcome.Deferred;
import org.paperround.mail.TransmissionOutcome.Refused;
import org.paperround.mail.TransmissionOutcome.Unknown;
import org.paperround.platform.work.Patience;

/// The relay connection: Angus Mail begins the session, then MAIL, RCPT and DATA leave in one write
/// where the server offers PIPELINING (RFC 2920) and one by one where it does not, and the message
/// in one more write, with the envelope of the next one where that is known. Not thread-safe.
public final class SmtpSession implements RelayConnection {
  private static final int QUIT_PATIENCE_MILLIS = 2000;

  private final AngusTransport transport;
  private final Socket socket;
  private final OutputStream out;
  private final ReplyReader replies;
  private final Patience patience;
  private final Deque<Prepared> prepared = new ArrayDeque<>();
  private final Deque<DataFrame> frames =
      new ArrayDeque<>(List.of(new DataFrame(), new DataFrame()));
  private final Extensions extensions;
  private final int replyMillis;
  private final int finalReplyMillis;
  private final long endsNanos;
  private int messagesLeft;
  private boolean usable = true;

  /// A transaction was begun and refused: the next one must begin with RSET.
  private boolean unfinished;

  /// The envelope of the first of the prepared mails has been said; its answers are to come.
  private boolean begun;

  private SmtpSession(RelayConfig config, Sockets sockets, AngusTransport transport)
      throws IOException {
    this.transport = transport;
    this.socket = sockets.current();
    this.out = socket.getOutputStream();
    RelayLimits limits = config.limits();
    this.replies = new ReplyReader(socket.getInputStream());
    this.replyMillis = (int) limits.reply().toMillis();
    this.finalReplyMillis = (int) limits.finalReply().toMillis();
    socket.setSoTimeout(0); // Angus had its own
    this.messagesLeft = limits.messagesPerConnection();
    this.endsNanos = System.nanoTime() + limits.connectionAge().toNanos();
    this.extensions = Extensions.of(transport, config.dsn());
    this.patience =
        new Patience(
            "relay-patience",
            sockets.carrier(),
            Math.min(Math.min(replyMillis, finalReplyMillis), QUIT_PATIENCE_MILLIS));
  }

  /// Connects, greets, secures and signs in.
  public static RelayConnection open(RelayConfig config) throws RelayUnavailableException {
    return open(config, AngusTransport.trust(config.tls()));
  }

  static RelayConnection open(RelayConfig config, SSLContext trust)
      throws RelayUnavailableException {
    Sockets sockets = new Sockets(trust);
    AngusTransport transport = AngusTransport.connect(config, sockets);
    try {
      return new SmtpSession(config, sockets, transport);
    } catch (IOException e) {
      sockets.close();
      throw new RelayUnavailableException("The relay closed the session at once", e);
    }
  }

  @Override
  public boolean usable() {
    return usable && messagesLeft > 0 && System.nanoTime() - endsNanos < 0;
  }

  @Override
  public void prepare(Envelope envelope, byte[] message, int length) {
    DataFrame frame = frames.remove();
    frame.fill(message, length);
    prepared.add(new Prepared(envelope, length, frame));
  }

  @Override
  public boolean pipelines() {
    return extensions.pipelining();
  }

  @Override
  public TransmissionOutcome send() {
    Prepared mail = prepared.remove();
    try {
      return send(mail);
    } finally {
      frames.add(mail.frame());
    }
  }

  private TransmissionOutcome send(Prepared mail) {
    RelayReply impossible = extensions.impossible(mail.envelope(), mail.length());
    if (impossible != null) {
      return new Refused(impossible);
    }
    messagesLeft--;
    Transmission transmission = new Transmission(mail);
    try {
      return transmission.run();
    } catch (IOException e) {
      usable = false;
      return transmission.broken(e);
    }
  }

  @Override
  public boolean cannotTake(Envelope envelope, int length) {
    return extensions.impossible(envelope, length) != null;
  }

  @Override
  public void close() {
    // Where the server waits for a message, QUIT would be its first line.
    boolean listens = usable && !begun;
    usable = false;
    patience.begin(QUIT_PATIENCE_MILLIS);
    try {
      if (listens) {
        out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        replies.read();
      }
      // What the server has said and nobody has read would make of a close a reset.
      socket.shutdownOutput();
    } catch (IOException e) {
      // The session is over anyhow.
    }
    try {
      socket.close();
      transport.close();
    } catch (IOException | MessagingException e) {
      // As above: Angus says QUIT again, to nobody.
    }
    patience.close();
  }

  private void write(String commands) throws IOException {
    patience.begin(replyMillis);
    try {
      out.write(commands.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } finally {
      patience.end();
    }
  }

  private void write(DataFrame frame, String next) throws IOException {
    patience.begin(finalReplyMillis);
    try {
      frame.writeTo(out, next.getBytes(StandardCharsets.UTF_8));
    } finally {
      patience.end();
    }
  }

  private ReplyReader.Raw reply(int millis) throws IOException {
    patience.begin(millis);
    try {
      return replies.read();
    } finally {
      patience.end();
    }
  }

  /// What leaves with the end of a message: the envelope of the next one, where it is known.
  private String next() {
    Prepared next = prepared.peek();
    boolean follows =
        extensions.pipelining()
            && next != null
            && usable()
            && extensions.impossible(next.envelope(), next.length()) == null;
    return follows ? next.commands(extensions) : "";
  }

  private record Prepared(Envelope envelope, int length, DataFrame frame) {
    String mail(Extensions extensions) {
      return extensions.mail(envelope, length, frame.eightBit());
    }

    String commands(Extensions extensions) {
      return mail(extensions) + extensions.rcpt(envelope) + "DATA\r\n";
    }
  }

  /// One message on its way: what was said so far decides what a fault means.
  private final class Transmission {
    private final Prepared mail;
    private ReplyReader.@Nullable Raw refusal;
    private boolean handedOver;

    Transmission(Prepared mail) {
      this.mail = mail;
    }

    TransmissionOutcome run() throws IOException {
      if (!usable) {
        return new Deferred(new RelayReply(421, "4.4.2", "the session was over"));
      }
      if (!begun && replies.hasUnread()) {
        return uninvited();
      }
      boolean ready = extensions.pipelining() ? envelopeInOne() : envelopeInSteps();
      if (!ready) {
        return refused();
      }
      String next = next();
      handOver(next);
      TransmissionOutcome outcome = settled(reply(finalReplyMillis));
      begun = usable && !next.isEmpty();
      return outcome;
    }

    private void handOver(String next) throws IOException {
      // The final dot may be out though not all of what follows it is.
      handedOver = !next.isEmpty();
      try {
        write(mail.frame(), next);
      } catch (ClosedByInterruptException e) {
        // Thrown, too, where everything had been written.
        handedOver = true;
        throw e;
      }
      handedOver = true;
    }

    /// The server spoke before we did: 421, or it answers things we never asked. What it says next
    /// could be taken for the answer to another message.
    private TransmissionOutcome uninvited() throws IOException {
      usable = false;
      return new Deferred(words(reply(replyMillis)));
    }

    /// Returns true when the server waits for the message.
    private boolean envelopeInOne() throws IOException {
      if (!begun) {
        write((unfinished ? "RSET\r\n" : "") + mail.commands(extensions));
      }
      begun = false;
      if (unfinished) {
        heard(reply(replyMillis));
        unfinished = false;
      }
      accepted(reply(replyMillis));
      accepted(reply(replyMillis));
      ReplyReader.Raw data = heard(reply(replyMillis));
      if (data.code() != 354) {
        accepted(data);
        unfinished = true;
        return false;
      }
      if (refusal != null) {
        // DATA was taken although there is nobody to send to: RFC 2920 3.1 wants the lone dot.
        write(".\r\n");
        heard(reply(replyMillis));
        return false;
      }
      return true;
    }

    private boolean envelopeInSteps() throws IOException {
      if (unfinished) {
        write("RSET\r\n");
        heard(reply(replyMillis));
        unfinished = false;
      }
      write(mail.mail(extensions));
      if (!accepted(reply(replyMillis))) {
        return false;
      }
      unfinished = true;
      write(extensions.rcpt(mail.envelope()));
      if (!accepted(reply(replyMillis))) {
        return false;
      }
      write("DATA\r\n");
      ReplyReader.Raw data = heard(reply(replyMillis));
      if (data.code() != 354) {
        accepted(data);
        return false;
      }
      unfinished = false;
      return true;
    }

    /// Notes the end of the session, whichever command it answers.
    private ReplyReader.Raw heard(ReplyReader.Raw reply) {
      if (reply.code() == 421) {
        usable = false;
      }
      return reply;
    }

    /// Keeps the first refusal; false when this is one.
    private boolean accepted(ReplyReader.Raw reply) throws IOException {
      heard(reply);
      if (reply.isPositive()) {
        return true;
      }
      if (refusal == null) {
        refusal = reply;
      }
      if (!usable) {
        throw new IOException("the relay ended the session");
      }
      return false;
    }

    private TransmissionOutcome refused() throws IOException {
      ReplyReader.Raw reply = refusal;
      if (reply == null) {
        // 2xx to DATA
        throw new ProtocolException("an answer that does not belong to its command");
      }
      return switch (reply.code() / 100) {
        case 5 -> new Refused(words(reply));
        case 4 -> new Deferred(words(reply));
        default -> {
          usable = false;
          yield new Deferred(words(reply));
        }
      };
    }

    private TransmissionOutcome settled(ReplyReader.Raw reply) throws ProtocolException {
      heard(reply);
      return switch (reply.code() / 100) {
        case 2 -> new Accepted(words(reply));
        case 4 -> new Deferred(words(reply));
        case 5 -> new Refused(words(reply));
        default -> throw new ProtocolException("the answer " + reply.code() + " to a message");
      };
    }

    /// After the final dot nobody knows; before it, what the server had refused stands, else the
    /// message is to be tried again.
    TransmissionOutcome broken(IOException fault) {
      if (handedOver) {
        return new Unknown("no answer to the message: " + reason(fault));
      }
      if (refusal != null) {
        return refusal.code() / 100 == 5
            ? new Refused(words(refusal))
            : new Deferred(words(refusal));
      }
      return new Deferred(
          new RelayReply(421, "4.4.2", "before the message was handed over: " + reason(fault)));
    }

    private String reason(IOException fault) {
      return patience.isOver()
          ? "the relay did not answer in time"
          : ReplyText.clean(Objects.requireNonNullElse(fault.getMessage(), fault.toString()));
    }

    private RelayReply words(ReplyReader.Raw reply) {
      EmailAddress to = mail.envelope().to();
      String text =
          reply.isPositive() ? ReplyText.clean(reply.text()) : ReplyText.clean(reply.text(), to);
      return new RelayReply(reply.code(), reply.enhanced(), text);
    }
  }
}
