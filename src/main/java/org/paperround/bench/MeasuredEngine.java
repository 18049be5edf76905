package org.paperround.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.paperround.article.Articles;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.DryRuns;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;
import org.paperround.subscriber.Subscribers;

/// One engine as a bench uses it, put together by the caller. `signer` makes its DKIM signatures
/// (`none` where nothing is signed), `sending` starts what sends and nothing else, `running` also
/// what makes editions of news, `settled` is how many deliveries it has settled so far, `desk`
/// opens its pages and gives a link that signs an editor in, once.
public record MeasuredEngine(
    InstantSource clock,
    Database database,
    Articles articles,
    Newsletters newsletters,
    Subscribers subscribers,
    Editions editions,
    Deliveries deliveries,
    DryRuns dryRuns,
    String signer,
    Runnable sending,
    Runnable running,
    LongSupplier settled,
    Supplier<URI> desk,
    Runnable ending)
    implements AutoCloseable {
  @Override
  public void close() {
    ending.run();
  }

  /// Makes engines on one database.
  public interface Factory {
    /// The present time.
    InstantSource clock();

    /// `settings`: over those of a fresh installation, by their keys (`relay.port`).
    MeasuredEngine make(Map<String, String> settings, InstantSource clock);

    /// Starts a node as a process of its own, on the same database: `serve`, with these roles. What
    /// it says is appended to `log`.
    Process serve(Map<String, String> settings, String roles, Path log) throws IOException;
  }
}
