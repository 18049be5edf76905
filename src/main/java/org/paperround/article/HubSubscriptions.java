package org.paperround.article;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.http.Posted;
import org.paperround.platform.http.WebAddress;
import org.paperround.platform.work.Parallel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our subscriptions at the hubs that feeds offer (WebSub, W3C Recommendation of 2018): asked for,
/// confirmed when the hub asks back, renewed before they end, ended with their source. What a hub
/// sends only makes its source due: the feed itself is read, so a hub can bring in nothing.
/// Thread-safe.
public final class HubSubscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(HubSubscriptions.class);
  private static final String PURPOSE = "websub";
  private static final Duration LEASE_WANTED = Duration.ofDays(10);
  private static final Duration SHORTEST_LEASE = Duration.ofMinutes(10);
  private static final Duration LONGEST_LEASE = Duration.ofDays(30);
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final Duration FIRST_WAIT = Duration.ofMinutes(10);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final int MOST_GOODBYES = 4;
  private static final int PER_ROUND = 16;
  private static final int AT_ONCE = 4;

  private final Database database;
  private final HttpFetcher http;
  private final TokenSigner signer;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final HubConfig config;

  public HubSubscriptions(
      Database database,
      HttpFetcher http,
      TokenSigner signer,
      InstantSource clock,
      MeterRegistry meters,
      HubConfig config) {
    this.database = database;
    this.http = http;
    this.signer = signer;
    this.clock = clock;
    this.meters = meters;
    this.config = config;
  }

  /// What a hub's call came to: it concerns no subscription of ours, its signature is not right, or
  /// the source is due now.
  public enum Receipt {
    UNKNOWN,
    FORGED,
    DUE
  }

  /// What a hub asks or says of a subscription (`hub.mode` and the other parameters).
  public record Question(
      String mode, String topic, @Nullable String leaseSeconds, @Nullable String reason) {}

  /// Asks hubs for what is due: new subscriptions, renewals, ends. Meant to be called every minute
  /// or so; does nothing when hubs are off. Returns how many were asked.
  public int tick() {
    if (!config.enabled()) {
      return 0;
    }
    Instant now = clock.instant();
    List<SourceHubDao.HubRow> due =
        database.inTransaction(handle -> {
          SourceHubDao hubs = handle.attach(SourceHubDao.class);
          hubs.leaveEnded(now);
          return hubs.claimDue(now, now.plus(CLAIM), PER_ROUND);
        });
    Parallel.map(AT_ONCE, due, this::ask);
    return due.size();
  }

  private boolean ask(SourceHubDao.HubRow row) {
    boolean neverHeld = row.leaseEndsAt() == null;
    if (row.isLeaving() && (neverHeld || row.attempts() >= MOST_GOODBYES)) {
      // A hub that does not listen forgets us when the lease ends.
      return database.inTransaction(
          handle -> handle.attach(SourceHubDao.class).forget(row.id()) > 0);
    }
    Optional<URI> hub = WebAddress.parse(row.hub());
    Posted posted =
        hub.isPresent()
            ? http.post(hub.get(), form(row))
            : new Posted.Unanswered("Its address is none.");
    String refusal =
        switch (posted) {
          case Posted.Answered answered ->
              answered.isSuccess()
                  ? null
                  : "It answered " + answered.status() + ": " + answered.words();
          case Posted.Unanswered(String sentence) -> sentence;
        };
    if (refusal != null) {
      count("refused");
      LOG.warn("Hub {} of source number {}: {}", row.hub(), row.sourceId(), refusal);
    }
    Instant next = clock.instant().plus(wait(row.attempts()));
    database.useTransaction(
        handle -> handle.attach(SourceHubDao.class).tried(row.id(), row.nextAt(), next, refusal));
    return refusal == null;
  }

  private static Duration wait(int attempts) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, 10));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private String form(SourceHubDao.HubRow row) {
    String form =
        "hub.mode="
            + (row.isLeaving() ? "unsubscribe" : "subscribe")
            + "&hub.topic="
            + encoded(row.topic())
            + "&hub.callback="
            + encoded(callback(row.id()));
    return row.isLeaving()
        ? form
        : form + "&hub.lease_seconds=" + LEASE_WANTED.toSeconds() + "&hub.secret=" + secret(row);
  }

  private String callback(long id) {
    byte[] payload = ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    return config.publicUrl() + "/hub/" + signer.sign(PURPOSE, payload);
  }

  private Optional<Long> id(String token) {
    return signer
        .verify(PURPOSE, token)
        .filter(payload -> payload.length == Long.BYTES)
        .map(payload -> ByteBuffer.wrap(payload).getLong());
  }

  /// Known to the hub and to whoever has our keys; not stored.
  private String secret(SourceHubDao.HubRow row) {
    return HexFormat.of().formatHex(signer.hash(PURPOSE, row.id() + " " + row.topic()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Whether we want what the hub asks about (WebSub 5.3): true has its challenge sent back. A
  /// denial is noted, and is true when it concerns us.
  public boolean confirms(String token, Question question) {
    Instant now = clock.instant();
    return database.inTransaction(handle -> {
      SourceHubDao hubs = handle.attach(SourceHubDao.class);
      Optional<SourceHubDao.HubRow> row =
          id(token).flatMap(hubs::locked).filter(known -> known.topic().equals(question.topic()));
      return row.isPresent() && confirms(hubs, row.get(), question, now);
    });
  }

  private boolean confirms(
      SourceHubDao hubs, SourceHubDao.HubRow row, Question question, Instant now) {
    return switch (question.mode()) {
      case "subscribe" -> {
        if (row.isLeaving() || row.state().equals("wanted")) {
          yield false;
        }
        Duration lease = lease(question.leaseSeconds());
        Instant renew = now.plus(lease.multipliedBy(4).dividedBy(5));
        count("subscribed");
        yield hubs.verified(row.id(), now.plus(lease), renew) > 0;
      }
      case "unsubscribe" -> row.isLeaving() && hubs.forget(row.id()) > 0;
      case "denied" -> {
        if (row.isLeaving()) {
          yield hubs.forget(row.id()) > 0;
        }
        String reason = question.reason() == null ? "no reason given" : question.reason();
        String line = PlainText.line(reason, 200);
        LOG.warn("Hub {} denies us {}: {}", row.hub(), row.topic(), line);
        count("refused");
        yield hubs.denied(row.id(), now.plus(LONGEST_WAIT), "The hub denies it: " + line) > 0;
      }
      default -> false;
    };
  }

  private static Duration lease(@Nullable String seconds) {
    boolean number = seconds != null && seconds.matches("\\d{1,9}");
    Duration lease = number ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ofDays(1);
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      return SHORTEST_LEASE;
    }
    return lease.compareTo(LONGEST_LEASE) > 0 ? LONGEST_LEASE : lease;
  }

  /// Whether this token names a subscription of ours, to be asked before the body of a hub's call
  /// is read. A call that names none is counted.
  public boolean knows(String token) {
    boolean known =
        id(token)
            .filter(
                id -> database.jdbi().withExtension(SourceHubDao.class, hubs -> hubs.isHeld(id)))
            .isPresent();
    if (!known) {
      count("unknown");
    }
    return known;
  }

  /// A hub sends news: `signature` is its X-Hub-Signature (WebSub 7.1).
  public Receipt receive(String token, byte[] body, @Nullable String signature) {
    Instant now = clock.instant();
    Receipt receipt =
        database.inTransaction(handle -> {
          SourceHubDao hubs = handle.attach(SourceHubDao.class);
          Optional<SourceHubDao.HubRow> row =
              id(token).flatMap(hubs::locked).filter(known -> !known.isLeaving());
          if (row.isEmpty()) {
            return Receipt.UNKNOWN;
          }
          if (!HubSignature.isRight(signature, secret(row.get()), body)) {
            return Receipt.FORGED;
          }
          hubs.told(row.get().id(), now);
          handle.attach(SourceDao.class).due(row.get().sourceId(), now);
          return Receipt.DUE;
        });
    count(
        switch (receipt) {
          case UNKNOWN -> "unknown";
          case FORGED -> "forged";
          case DUE -> "told";
        });
    return receipt;
  }

  private void count(String outcome) {
    meters.counter("paperround.article.hub", "outcome", outcome).increment();
  }
}
