package org.paperround.digest;

import java.util.List;
import java.util.Locale;
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
import org.paperround.article.ArticleImage;
import org.paperround.edition.CardContent;
import org.paperround.edition.Pool;
import org.paperround.mail.DkimSigner;
import org.paperround.testing.TestDatabase;

/// The plan of an edition of sixty stories in one language: both parts of every card in all its
/// forms, rendered and cut.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class RenderingBenchmark {
  private static final int STORIES = 60;
  private static final int FRONT_PAGE = 5;
  private static final List<String> SECTIONS =
      List.of("politics", "world", "business", "science", "sport", "culture");

  private final TestDatabase database = new TestDatabase();
  private DigestFixture fixture;
  private Digests digests;
  private Pool pool;

  @Setup(Level.Trial)
  public void make() {
    database.open();
    fixture = new DigestFixture(database.get(), DkimSigner.none());
    digests = fixture.digests();
    pool =
        fixture.pool(
            IntStream.rangeClosed(1, STORIES)
                .mapToObj(RenderingBenchmark::card)
                .map(CardFixture::build)
                .toList());
  }

  private static CardFixture card(int n) {
    CardFixture card =
        CardFixture.card(n)
            .about(SECTIONS.get(n % SECTIONS.size()))
            .content(
                illustrated(
                    CardFixture.content(
                        "Council agrees to a new bridge over the river, with a path for walkers "
                            + n,
                        "https://www.thecourier.example/news/bridge-over-the-river-" + n,
                        "After two years of talks the council has agreed to pay for a bridge that "
                            + "joins both sides of the town. Work begins in spring and takes "
                            + n
                            + " weeks, its engineers say.")));
    return n <= FRONT_PAGE ? card.front(n) : card;
  }

  private static CardContent illustrated(CardContent content) {
    return new CardContent(
        content.url(),
        content.headline(),
        content.standfirst(),
        content.keyPoints(),
        content.whyItMatters(),
        content.whatItMeans(),
        content.byline(),
        new ArticleImage(
            content.url() + ".jpg", "The river at dawn, seen from the mill", 1200, 675),
        content.breaking(),
        content.publishedAt(),
        content.readingMinutes(),
        List.of(),
        List.of());
  }

  @TearDown(Level.Trial)
  public void end() {
    database.close();
  }

  @Benchmark
  public Plan plan() {
    return digests.draft(fixture.edition, pool, DigestFixture.BRIEFING, Locale.ENGLISH);
  }
}
