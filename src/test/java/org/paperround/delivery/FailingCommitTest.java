package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.testing.TestDatabase;

/// A claim that holds although its transaction failed is not lost for the life of its node.
class FailingCommitTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void aClaimWhoseCommitEndsInAnErrorIsGivenBack() {
    try (Press press = new Press(database.url())) {
      press.publish(6);
      press.readers(3);
      Edition edition = press.send();
      long node = press.node();
      AtomicBoolean failing = new AtomicBoolean();
      Jdbi jdbi = press.database().jdbi();
      jdbi.setTransactionHandler(new FailingCommit(jdbi.getTransactionHandler(), failing));
      Claims claims = new Claims(press.with, true, new SubjectTrials(press.with));
      assertThat(claims.take(Press.target(press.with, edition, 1, WarmUp.NONE), node).claims())
          .as("all is prepared")
          .hasSize(1);
      failing.set(true);

      assertThatThrownBy(() -> claims.take(Press.target(press.with, edition, 2, WarmUp.NONE), node))
          .isInstanceOf(NoClassDefFoundError.class);
      assertThat(press.count("state = 1", edition.id())).isEqualTo(3);
      new Settler(press.with, _ -> {}, _ -> {}).giveBack(claims.doubted());

      assertThat(press.count("state = 1", edition.id())).isEqualTo(1);
    }
  }

  /// Commits, and then fails as if a class were missing; once.
  private static final class FailingCommit extends DelegatingTransactionHandler {
    private final AtomicBoolean failing;

    FailingCommit(TransactionHandler delegate, AtomicBoolean failing) {
      super(delegate);
      this.failing = failing;
    }

    @Override
    public void commit(Handle handle) {
      super.commit(handle);
      if (failing.getAndSet(false)) {
        throw new NoClassDefFoundError("made up by the test");
      }
    }

    @Override
    public TransactionHandler specialize(Handle handle) throws SQLException {
      return new FailingCommit(getDelegate().specialize(handle), failing);
    }
  }
}
