package org.paperround.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.paperround.delivery.Account;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.EditionId;

/// What a relay has accepted in a run, and where the relay is.
interface Accepted extends Closeable {
  InetSocketAddress relay();

  /// Readers with at least one mail, so far.
  long readers();

  /// Mails beyond one for each reader.
  long copies();

  /// How many copies were not the same message as the first.
  long strangers();

  /// When mails were accepted.
  Flow flow();

  /// How often it is worth asking.
  Duration poll();

  /// By a sink of our own that writes a line for every recipient.
  static Accepted bySink(Path log) throws IOException {
    Arrivals arrivals = new Arrivals();
    MailSink.Taking lines = MailSink.log(log);
    MailSink.Taking both =
        (recipients, message) -> {
          lines.take(recipients, message);
          arrivals.take(recipients, message);
        };
    return new BySink(arrivals, new MailSink(0, Duration.ZERO, both));
  }

  record BySink(Arrivals arrivals, MailSink sink) implements Accepted {
    @Override
    public InetSocketAddress relay() {
      return new InetSocketAddress("127.0.0.1", sink.port());
    }

    @Override
    public long readers() {
      return arrivals.readers();
    }

    @Override
    public long copies() {
      return arrivals.copies();
    }

    @Override
    public long strangers() {
      return arrivals.strangers();
    }

    @Override
    public Flow flow() {
      return arrivals.flow();
    }

    @Override
    public Duration poll() {
      return Duration.ofMillis(2);
    }

    @Override
    public void close() throws IOException {
      sink.close();
    }
  }

  /// By a relay of somebody else's: the ledger says what it accepted. Of the moment before a kill
  /// the ledger knows nothing, so copies that came of it are the relay's to count.
  final class ByLedger implements Accepted {
    private final InetSocketAddress relay;
    private final Deliveries ledger;
    private final EditionId edition;
    private final Flow flow = new Flow();
    private long seen;

    /// `edition` is the one that is sent.
    ByLedger(InetSocketAddress relay, Deliveries ledger, EditionId edition) {
      this.relay = relay;
      this.ledger = ledger;
      this.edition = edition;
    }

    @Override
    public InetSocketAddress relay() {
      return relay;
    }

    @Override
    public long readers() {
      long sent = ledger.account(edition).map(Account::sent).orElse(0L);
      if (sent > seen) {
        flow.arrived(System.nanoTime());
        seen = sent;
      }
      return sent;
    }

    @Override
    public long copies() {
      return ledger.accepted(edition) - readers();
    }

    @Override
    public long strangers() {
      return 0;
    }

    @Override
    public Flow flow() {
      return flow;
    }

    @Override
    public Duration poll() {
      return Duration.ofMillis(250);
    }

    @Override
    public void close() {}
  }
}
