package org.paperround.delivery;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.paperround.bench.MailSink;

/// Takes only so many mails for one domain in each second of a clock, and refuses the others for
/// the moment; mail for all other domains is passed on at full speed. Thread-safe.
final class SlowDomain implements MailSink.Taking {
  private final String ending;
  private final int perSecond;
  private final InstantSource clock;
  private final MailSink.Taking next;
  private final AtomicInteger refused = new AtomicInteger();
  private long second = Long.MIN_VALUE;
  private int taken;

  SlowDomain(String domain, int perSecond, InstantSource clock, MailSink.Taking next) {
    this.ending = "@" + domain;
    this.perSecond = perSecond;
    this.clock = clock;
    this.next = next;
  }

  @Override
  public void take(List<String> recipients, byte[] message) throws IOException {
    if (recipients.stream().anyMatch(to -> to.endsWith(ending)) && !welcome()) {
      refused.incrementAndGet();
      throw new MailSink.NotNow();
    }
    next.take(recipients, message);
  }

  int refused() {
    return refused.get();
  }

  private synchronized boolean welcome() {
    long present = clock.instant().getEpochSecond();
    if (present != second) {
      second = present;
      taken = 0;
    }
    return ++taken <= perSecond;
  }
}
