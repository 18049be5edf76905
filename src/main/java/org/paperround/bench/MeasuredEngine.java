package org.paperround.bench;

import java.time.InstantSource;
import java.util.Map;
import org.paperround.article.Articles;
import org.paperround.delivery.Deliveries;
import org.paperround.edition.Editions;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;
import org.paperround.subscriber.Subscribers;

/// A port: one engine, as a bench uses it. Made by the caller, who alone can put one together.
public interface MeasuredEngine extends AutoCloseable {
  InstantSource clock();

  Database database();

  Articles articles();

  Newsletters newsletters();

  Subscribers subscribers();

  Editions editions();

  Deliveries deliveries();

  /// Who makes DKIM signatures; `none` where nothing is signed.
  String signer();

  /// Starts what sends, and nothing else.
  void startSending();

  /// How many deliveries this engine has settled so far.
  long settled();

  @Override
  void close();

  /// Makes engines.
  interface Factory {
    /// The present time.
    InstantSource clock();

    /// `settings`: over those of a fresh installation, by their keys (`relay.port`); the schema is
    /// there when it returns.
    MeasuredEngine make(Map<String, String> settings, InstantSource clock);
  }
}
