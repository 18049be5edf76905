package org.paperround.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A relay that goes wrong by plan, as a script for [ScriptedSmtpServer]: every connection is a
/// session in good order, except that a share of the transmissions meets a fault. Which ones is
/// decided by the seed, the recipient and how often that recipient was tried: the same on every
/// run, whatever the threads do. It writes down what it accepted and what it did. Thread-safe.
public final class FaultyRelay implements ScriptedSmtpServer.Script {
  /// What can go wrong with a transmission. All but [#CUT_AFTER_ACCEPTANCE] and [#IN_PIECES] leave
  /// the mail not accepted.
  public enum Fault {
    /// 450 to RCPT.
    DEFER_RECIPIENT,
    /// 451 to DATA.
    DEFER_DATA,
    /// 452 to the final dot.
    DEFER_MESSAGE,
    /// 421 to MAIL, and the end of the session.
    SHUT_DOWN_AT_MAIL,
    /// 421 to the final dot, and the end of the session.
    SHUT_DOWN_AT_MESSAGE,
    /// The connection is reset where RCPT should be answered.
    CUT_AT_RECIPIENT,
    /// The connection is reset when some of the message has come.
    CUT_IN_DATA,
    /// The connection is reset at the final dot; nothing was accepted.
    CUT_BEFORE_ACCEPTANCE,
    /// The mail is accepted, and the connection reset in place of the answer.
    CUT_AFTER_ACCEPTANCE,
    /// Accepted, with every reply in pieces of one to three characters.
    IN_PIECES
  }

  /// One mail that was taken.
  public record Mail(String to, String messageId) {}

  private final long seed;
  private final Map<Fault, Double> shares;
  private final Map<String, Integer> tries = new HashMap<>();
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
  private final List<Mail> accepted = new CopyOnWriteArrayList<>();
  private final List<String> unanswered = new CopyOnWriteArrayList<>();

  /// `shares`: of all transmissions, from 0 to 1.
  public FaultyRelay(long seed, Map<Fault, Double> shares) {
    if (shares.values().stream().mapToDouble(share -> share).sum() > 1) {
      throw new IllegalArgumentException("the shares are more than all: " + shares);
    }
    this.seed = seed;
    this.shares = new EnumMap<>(Fault.class);
    this.shares.putAll(shares);
  }

  /// In the order of their acceptance, copies included.
  public List<Mail> accepted() {
    return List.copyOf(accepted);
  }

  /// Whose mail was accepted without an answer; once for each time.
  public List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  /// How often each fault happened.
  public synchronized Map<Fault, Integer> done() {
    return Map.copyOf(done);
  }

  private synchronized @Nullable Fault next(String recipient) {
    int number = tries.merge(recipient, 1, Integer::sum);
    double at = new SplittableRandom(seed + 31L * recipient.hashCode() + number).nextDouble();
    for (Map.Entry<Fault, Double> share : shares.entrySet()) {
      at -= share.getValue();
      if (at < 0) {
        done.merge(share.getKey(), 1, Integer::sum);
        return share.getKey();
      }
    }
    return null;
  }

  @Override
  public void run(ScriptedSmtpServer.Talk talk) throws IOException, InterruptedException {
    try {
      talk.greet("PIPELINING", "8BITMIME", "SMTPUTF8");
      boolean going = true;
      while (going) {
        String command = talk.hear("");
        if (command.startsWith("MAIL FROM:")) {
          going = transmission(talk);
        } else {
          talk.say(command.equals("QUIT") ? "221 2.0.0 Bye" : "250 2.0.0 Ok");
          going = !command.equals("QUIT");
        }
      }
    } catch (SocketException e) {
      throw new EOFException("the client left");
    }
  }

  /// From MAIL on; false when the session is over.
  private boolean transmission(ScriptedSmtpServer.Talk talk) throws IOException {
    // Who it is for decides, so the answer to MAIL waits for it where the client pipelines; one
    // that does not would wait for ever.
    String recipient = talk.hear("RCPT TO:");
    String address = recipient.substring(recipient.indexOf('<') + 1, recipient.indexOf('>'));
    Fault fault = next(address);
    if (fault == Fault.SHUT_DOWN_AT_MAIL) {
      talk.say("421 4.4.2 Closing");
      return false;
    }
    say(talk, fault, "250 2.1.0 Ok");
    if (fault == Fault.CUT_AT_RECIPIENT) {
      talk.cut();
      return false;
    }
    boolean deferred = fault == Fault.DEFER_RECIPIENT;
    say(talk, fault, deferred ? "450 4.2.0 Try again later" : "250 2.1.5 Ok");
    talk.hear("DATA");
    if (deferred) {
      talk.say("503 5.5.1 RCPT first");
      return true;
    }
    if (fault == Fault.DEFER_DATA) {
      talk.say("451 4.3.0 Try again later");
      return true;
    }
    say(talk, fault, "354 Go on");
    return message(talk, fault, address);
  }

  private boolean message(ScriptedSmtpServer.Talk talk, @Nullable Fault fault, String address)
      throws IOException {
    if (fault == Fault.CUT_IN_DATA) {
      talk.hear(""); // a line of it
      talk.cut();
      return false;
    }
    Mail mail = new Mail(address, messageId(talk.message()));
    if (fault == Fault.CUT_BEFORE_ACCEPTANCE) {
      talk.cut();
      return false;
    }
    if (fault == Fault.DEFER_MESSAGE || fault == Fault.SHUT_DOWN_AT_MESSAGE) {
      boolean over = fault == Fault.SHUT_DOWN_AT_MESSAGE;
      talk.say(over ? "421 4.4.2 Closing" : "452 4.3.0 Try again later");
      return !over;
    }
    accepted.add(mail);
    if (fault == Fault.CUT_AFTER_ACCEPTANCE) {
      unanswered.add(address);
      talk.cut();
      return false;
    }
    say(talk, fault, "250 2.0.0 Taken");
    return true;
  }

  private static void say(ScriptedSmtpServer.Talk talk, @Nullable Fault fault, String reply)
      throws IOException {
    if (fault != Fault.IN_PIECES) {
      talk.say(reply);
      return;
    }
    String line = reply + "\r\n";
    for (int from = 0, size = 1; from < line.length(); from += size, size = size % 3 + 1) {
      talk.sayRaw(line.substring(from, Math.min(line.length(), from + size)));
    }
  }

  private static String messageId(String message) {
    int at = message.indexOf("\r\nMessage-ID:") + "\r\nMessage-ID:".length();
    return message.substring(at, message.indexOf('>', at) + 1).strip();
  }
}
