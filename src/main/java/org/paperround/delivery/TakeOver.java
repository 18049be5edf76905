package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.Newsletter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the claims of nodes that fell silent, or ended with claims in hand, and gives them back to
/// the ledger by their newsletter's policy.
final class TakeOver {
  private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

  private final Collaborators with;
  private final DeliveryConfig config;

  TakeOver(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.config = config;
  }

  /// Returns how many rows were taken back.
  int run() {
    giveUpSilentNodes();
    // Not only those just given up: a claim of a stopped node is nobody's, however it came about.
    List<UpkeepDao.Orphaned> orphaned =
        with.database().jdbi().withExtension(UpkeepDao.class, UpkeepDao::orphaned);
    return orphaned.stream().mapToInt(this::takeBack).sum();
  }

  /// Marks them as stopped in a transaction of its own. A claim holds its node's row until it
  /// commits, so it is either visible to the next statement, or finds its node stopped.
  private void giveUpSilentNodes() {
    double seconds = config.lease().toMillis() / 1000.0;
    List<Long> silent =
        with.database()
            .inTransaction(handle -> {
              NodeDao dao = handle.attach(NodeDao.class);
              List<Long> ids = dao.lockSilent(seconds);
              ids.forEach(dao::stop);
              return ids;
            });
    silent.forEach(node -> LOG.warn("Node {} is silent; its claims are taken over", node));
  }

  private int takeBack(UpkeepDao.Orphaned orphaned) {
    EditionId id = new EditionId(orphaned.editionId());
    Newsletter newsletter = OpenEdition.find(with, id).orElseThrow().newsletter();
    DeliveryState state =
        switch (newsletter.uncertain()) {
          case RESEND -> DeliveryState.DUE;
          case HOLD -> DeliveryState.UNCERTAIN;
        };
    int rows = with.database().inTransaction(handle -> takeBack(handle, orphaned, state));
    LOG.warn(
        "{} claimed deliveries of edition {} were taken over and are {}",
        rows,
        id,
        state == DeliveryState.DUE ? "due again" : "uncertain until a person decides");
    return rows;
  }

  private int takeBack(Handle handle, UpkeepDao.Orphaned orphaned, DeliveryState state) {
    Instant now = with.clock().instant();
    List<UpkeepDao.TakenBack> taken =
        handle
            .attach(UpkeepDao.class)
            .takeBack(orphaned.editionId(), orphaned.editionDate(), state.code(), now);
    // Next to none of those that are sent again had left: they are counted when they do. The few
    // copies are the few that may leave beyond a warm-up plan.
    taken.stream()
        .filter(rows -> rows.again())
        .forEach(rows -> WarmUpDay.giveBack(handle, rows.claimedAt(), rows.mails()));
    return taken.stream().mapToInt(UpkeepDao.TakenBack::mails).sum();
  }
}
