package org.paperround.article;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.database.Database;

/// The keys with which articles are pushed: `prk_NUMBER_SECRET`, the secret being 256 random bits,
/// so that a plain hash of it keeps it. Thread-safe.
final class SourceKeys {
  private static final Pattern FORM = Pattern.compile("prk_(\\d{1,18})_[A-Za-z0-9_-]{43}");
  private static final int SECRET_BYTES = 32;

  private final Database database;
  private final InstantSource clock;

  SourceKeys(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  Optional<SourceKey.New> make(String slug, RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return database.inTransaction(handle -> {
      SourceKeyDao keys = handle.attach(SourceKeyDao.class);
      return handle
          .attach(SourceDao.class)
          .idOf(slug)
          .map(source -> {
            long number = keys.nextNumber();
            String key = "prk_" + number + "_" + text;
            keys.insert(number, source, Sha256.of(key), clock.instant());
            return new SourceKey.New(number, key);
          });
    });
  }

  List<SourceKey> of(String slug) {
    return database.jdbi().withExtension(SourceKeyDao.class, dao -> dao.of(slug));
  }

  boolean revoke(String slug, long number) {
    Instant now = clock.instant();
    return database.inTransaction(
        handle -> handle.attach(SourceKeyDao.class).revoke(slug, number, now) > 0);
  }

  /// Whose key this is, if it is one that was not revoked. Found by its number; the rest is
  /// compared in a time that does not tell how much of it was right.
  Optional<SourceKey.Holder> holder(String key) {
    Matcher form = FORM.matcher(key);
    if (!form.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(form.group(1));
    byte[] hash = Sha256.of(key);
    Optional<SourceKey.Holder> holder =
        database
            .jdbi()
            .withExtension(SourceKeyDao.class, dao -> dao.live(number))
            .filter(live -> MessageDigest.isEqual(live.hash(), hash))
            .map(live ->
                new SourceKey.Holder(new SourceId(live.sourceId()), live.slug(), live.active()));
    holder.ifPresent(_ -> used(number));
    return holder;
  }

  private void used(long number) {
    Instant now = clock.instant();
    database.useTransaction(handle ->
        handle.attach(SourceKeyDao.class).used(number, now, now.minus(Duration.ofMinutes(1))));
  }
}
