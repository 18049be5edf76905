package org.paperround.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.paperround.platform.database.Database;

/// The plans: in memory while they are used, in the table `plan` for as long as their mails may be
/// read. The first node that needs a plan renders and stores it; every node then uses the stored
/// bytes. Thread-safe; a plan is rendered once per node at most.
final class PlanStore {
  private static final long MEMORY = 48L * 1024 * 1024;

  private final Database database;
  private final InstantSource clock;
  private final Cache<PlanDao.PlanKey, Plan> byKey = cache();
  private final Cache<Long, Plan> byId = cache();

  PlanStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  Plan get(PlanDao.PlanKey key, Supplier<Plan.Content> render) {
    return byKey.get(key, _ -> load(key).orElseGet(() -> store(key, render.get())));
  }

  Plan get(long id) {
    return byId.get(id, this::load);
  }

  void forgetBefore(Instant first) {
    database.useTransaction(handle -> handle.attach(PlanDao.class).deleteBefore(first));
  }

  private Optional<Plan> load(PlanDao.PlanKey key) {
    return database
        .inTransaction(handle -> handle.attach(PlanDao.class).find(key))
        .map(PlanStore::read);
  }

  private Plan store(PlanDao.PlanKey key, Plan.Content content) {
    byte[] segments = PlanCodec.encode(content);
    return database
        .inTransaction(handle -> {
          PlanDao dao = handle.attach(PlanDao.class);
          dao.insert(key, segments, clock.instant());
          return dao.find(key);
        })
        .map(PlanStore::read)
        .orElseThrow(() -> new IllegalStateException("the plan just stored is gone"));
  }

  private Plan load(long id) {
    return database
        .inTransaction(handle -> handle.attach(PlanDao.class).byId(id))
        .map(PlanStore::read)
        .orElseThrow(() -> new IllegalArgumentException("no plan " + id));
  }

  private static Plan read(PlanDao.Row row) {
    return new Plan(row.id(), PlanCodec.decode(row.segments()));
  }

  private static <K> Cache<K, Plan> cache() {
    return Caffeine.newBuilder()
        .maximumWeight(MEMORY / 2)
        .weigher((Object _, Plan plan) -> plan.weight())
        .build();
  }
}
