package org.paperround.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.Envelope;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelayConnection;
import org.paperround.mail.RelayReply;
import org.paperround.mail.RelayUnavailableException;
import org.paperround.mail.Relays;
import org.paperround.mail.TransmissionOutcome;

/// A relay that remembers what it accepted and does as the test says. Thread-safe.
final class FakeRelay implements Relays.Connector {
  private static final TransmissionOutcome ACCEPTED =
      new TransmissionOutcome.Accepted(new RelayReply(250, "2.0.0", "Taken"));

  private final List<Mail> accepted = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Function<Envelope, TransmissionOutcome>> script =
      new ConcurrentLinkedQueue<>();
  private final AtomicInteger connects = new AtomicInteger();
  private final List<Mail> handed = new CopyOnWriteArrayList<>();
  private final List<String> ahead = new CopyOnWriteArrayList<>();
  private final AtomicInteger onTheWire = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Function<Envelope, TransmissionOutcome> usual = _ -> ACCEPTED;
  private volatile boolean down;
  private volatile String out = "";
  private volatile @Nullable Semaphore held;

  @Override
  public RelayConnection connect(RelayConfig relay) throws RelayUnavailableException {
    connects.incrementAndGet();
    if (down || relay.name().equals(out)) {
      throw new RelayUnavailableException("connection refused", new java.io.IOException("refused"));
    }
    return new Session(relay.name());
  }

  void down(boolean value) {
    down = value;
  }

  /// The one of several that cannot be had.
  void out(String name) {
    out = name;
  }

  /// What becomes of transmissions that nothing else was said of.
  void usually(Function<Envelope, TransmissionOutcome> answer) {
    usual = answer;
  }

  /// What becomes of the next transmission; later ones are accepted.
  void next(TransmissionOutcome outcome) {
    script.add(_ -> outcome);
  }

  void reply(int code, String enhanced, String text) {
    RelayReply reply = new RelayReply(code, enhanced, text);
    next(
        code < 500
            ? new TransmissionOutcome.Deferred(reply)
            : new TransmissionOutcome.Refused(reply));
  }

  /// Transmissions stop before their answer until [#release()].
  void hold() {
    held = new Semaphore(0);
  }

  /// So many of those that stop, or will, get their answer.
  void pass(int transmissions) {
    Semaphore gate = held;
    if (gate != null) {
      gate.release(transmissions);
    }
  }

  void release() {
    Semaphore gate = held;
    held = null;
    if (gate != null) {
      gate.release(Integer.MAX_VALUE / 2);
    }
  }

  List<Mail> accepted() {
    return List.copyOf(accepted);
  }

  List<String> recipients() {
    return accepted.stream().map(Mail::to).sorted().toList();
  }

  /// How many transmissions waited for their answer in one moment.
  int mostAtOnce() {
    return mostAtOnce.get();
  }

  int connects() {
    return connects.get();
  }

  /// Every mail that was handed over, whatever became of it.
  List<Mail> handed() {
    return List.copyOf(handed);
  }

  /// Whose mails were prepared before the one before them was sent.
  List<String> ahead() {
    return List.copyOf(ahead);
  }

  /// One accepted mail.
  record Mail(String to, String messageId, String text, String relay) {}

  private record Prepared(Envelope envelope, String text) {}

  private final class Session implements RelayConnection {
    private final String relay;
    private final ArrayDeque<Prepared> prepared = new ArrayDeque<>();
    private boolean usable = true;

    Session(String relay) {
      this.relay = relay;
    }

    @Override
    public void prepare(Envelope envelope, byte[] message, int length) {
      if (!prepared.isEmpty()) {
        ahead.add(envelope.to().toString());
      }
      prepared.add(new Prepared(envelope, new String(message, 0, length, StandardCharsets.UTF_8)));
    }

    @Override
    public boolean pipelines() {
      return true;
    }

    @Override
    public TransmissionOutcome send() {
      Prepared next = prepared.remove();
      Envelope envelope = next.envelope();
      String text = next.text();
      Mail mail = new Mail(envelope.to().toString(), messageId(text), text, relay);
      mostAtOnce.accumulateAndGet(onTheWire.incrementAndGet(), Math::max);
      try {
        return answer(envelope, mail);
      } finally {
        onTheWire.decrementAndGet();
      }
    }

    private TransmissionOutcome answer(Envelope envelope, Mail mail) {
      handed.add(mail);
      Semaphore gate = held;
      if (gate != null) {
        try {
          gate.acquire();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return new TransmissionOutcome.Unknown("interrupted");
        }
      }
      Function<Envelope, TransmissionOutcome> scripted = script.poll();
      TransmissionOutcome outcome = (scripted == null ? usual : scripted).apply(envelope);
      if (outcome instanceof TransmissionOutcome.Accepted) {
        accepted.add(mail);
      }
      usable = !(outcome instanceof TransmissionOutcome.Unknown);
      return outcome;
    }

    private static String messageId(String text) {
      int at = text.indexOf("\r\nMessage-ID:");
      String rest = text.substring(at + "\r\nMessage-ID:".length()).stripLeading();
      return rest.substring(0, rest.indexOf('>') + 1);
    }

    @Override
    public boolean usable() {
      return usable;
    }

    @Override
    public void close() {
      usable = false;
    }
  }
}
