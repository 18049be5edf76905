package org.paperround.delivery;

import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;

/// The pool of an edition as it was between two decisions: what is made of it is kept by this.
record PoolVersion(EditionId edition, int revision) {
  static PoolVersion of(Edition edition) {
    return new PoolVersion(edition.id(), edition.revision());
  }

  static PoolVersion of(Pool pool) {
    return new PoolVersion(pool.edition(), pool.revision());
  }
}
