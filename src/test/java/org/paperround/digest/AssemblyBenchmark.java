package org.paperround.digest;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.paperround.mail.DkimSigner;
import org.paperround.testing.TestDatabase;

/// One digest of twelve stories, from the choice to finished bytes, unsigned: without consent to
/// tracking, and with a signed link for every story.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class AssemblyBenchmark {
  private static final int STORIES = 12;

  private final TestDatabase database = new TestDatabase();
  private final MailBuffer message = new MailBuffer();
  private Digests digests;
  private Plan plan;
  private DigestRequest direct;
  private DigestRequest tracked;

  @Setup(Level.Trial)
  public void make() {
    database.open();
    DigestFixture fixture = new DigestFixture(database.get(), DkimSigner.none());
    digests = fixture.digests();
    plan =
        fixture.plan(
            fixture.pool(
                IntStream.rangeClosed(1, STORIES)
                    .mapToObj(n -> n <= 5 ? CardFixture.card(n).front(n) : CardFixture.card(n))
                    .map(CardFixture::build)
                    .toList()));
    List<Choice.ChosenCard> cards =
        IntStream.rangeClosed(1, STORIES)
            .mapToObj(n -> n <= 5 ? DigestFixture.front(n) : DigestFixture.section(n, "politics"))
            .toList();
    direct = fixture.request("Anna", false, cards);
    tracked = fixture.request("Anna", true, cards);
  }

  @TearDown(Level.Trial)
  public void end() {
    database.close();
  }

  @Benchmark
  public byte[] direct() {
    digests.assemble(plan, direct, message);
    return message.octets();
  }

  @Benchmark
  public byte[] tracked() {
    digests.assemble(plan, tracked, message);
    return message.octets();
  }
}
