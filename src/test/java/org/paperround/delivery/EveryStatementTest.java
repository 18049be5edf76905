package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.testing.CuttingProxy;

/// Promise 2 when the database goes away at any statement of a run, before the server has done it
/// and, where it writes, after, when only the answer is lost. Runs are listened to ([CutRun]); then
/// every statement is cut, several in each run. The engine knows what the relay said, so no mail is
/// sent twice, and none is uncertain but those of the node that died, where the newsletter wants
/// that.
class EveryStatementTest {
  private static final int CUTS_A_RUN = 12;

  /// Runs mostly wait: for a connection, for the next tick.
  private static final int AT_ONCE = 6;

  /// After other cuts a run need not come by a statement.
  private static final int TRIES = 4;

  /// What does with the rows of readers, which is all that the policy is about.
  private static final Pattern LEDGER = Pattern.compile("\\b(delivery|attempt|node)\\b");

  private final Queue<CuttingProxy.Cut> cuts = new ConcurrentLinkedQueue<>();
  private final Map<CuttingProxy.Cut, Integer> tries = new ConcurrentHashMap<>();
  private final Queue<CuttingProxy.Cut> missed = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nobodyIsLostAndNobodyIsMailedTwice(boolean hold) {
    List<CuttingProxy.Cut> steps;
    try (CutRun run = new CutRun()) {
      steps = run.steps(hold);
    }
    steps.stream()
        .filter(step -> !hold || LEDGER.matcher(step.in()).find())
        .flatMap(EveryStatementTest::sides)
        .forEach(cuts::add);
    int all = cuts.size();
    assertThat(all).isGreaterThan(hold ? 20 : 100);

    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) {
        workers.execute(() -> work(hold));
      }
    }

    assertThat(wrong).isEmpty();
    // Both sides of one statement, or a twentieth.
    assertThat(missed).hasSizeLessThanOrEqualTo(Math.max(2, all / 20));
  }

  private static Stream<CuttingProxy.Cut> sides(CuttingProxy.Cut after) {
    CuttingProxy.Cut before = new CuttingProxy.Cut(after.in(), after.at(), false);
    return after.writes() ? Stream.of(before, after) : Stream.of(before);
  }

  private void work(boolean hold) {
    List<CuttingProxy.Cut> some = List.of();
    try (CutRun run = new CutRun()) {
      for (some = next(); !some.isEmpty(); some = next()) {
        for (CuttingProxy.Cut left : run.cut(some, hold)) {
          (tries.merge(left, 1, Integer::sum) < TRIES ? cuts : missed).add(left);
        }
      }
    } catch (RuntimeException | AssertionError e) {
      wrong.add(new AssertionError(e + " with some of " + some, e));
    }
  }

  private List<CuttingProxy.Cut> next() {
    List<CuttingProxy.Cut> some = new ArrayList<>();
    for (int i = 0; i < CUTS_A_RUN; i++) {
      CuttingProxy.Cut cut = cuts.poll();
      if (cut != null) {
        some.add(cut);
      }
    }
    return some;
  }
}
