package org.paperround.web;

import io.javalin.http.Context;
import java.util.Optional;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;

/// Whom the preference link of a request names. Thread-safe.
final class SignedReader {
  private final ReaderLinks links;
  private final Subscribers subscribers;

  SignedReader(ReaderLinks links, Subscribers subscribers) {
    this.links = links;
    this.subscribers = subscribers;
  }

  /// Empty: not a token of ours, or of nobody any more.
  Optional<Preferences> of(Context ctx) {
    return links
        .preferences(ctx.pathParam("token"))
        .flatMap(named -> subscribers.preferences(named.subscriber(), named.newsletter()));
  }

  /// The same, where the newsletter still comes.
  Optional<Preferences> subscribed(Context ctx) {
    return of(ctx).filter(Preferences::subscribed);
  }

  static ReaderLinks.Named named(Preferences reader) {
    return new ReaderLinks.Named(reader.subscriber(), reader.newsletter());
  }

  /// The path of the reader's page itself.
  static String path(Context ctx) {
    return "/p/" + ctx.pathParam("token");
  }
}
