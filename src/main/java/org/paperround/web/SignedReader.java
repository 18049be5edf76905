package org.paperround.web;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.Subscribers;

/// Whom the link of a request names, by the token of its path. Thread-safe.
final class SignedReader {
  private final Function<String, Optional<ReaderLinks.Named>> tokens;
  private final Subscribers subscribers;

  /// `tokens`: reads those of one purpose, such as `subscribers::ofPreferencesLink`.
  SignedReader(Function<String, Optional<ReaderLinks.Named>> tokens, Subscribers subscribers) {
    this.tokens = tokens;
    this.subscribers = subscribers;
  }

  /// Empty: not a token of ours, or for something else.
  Optional<ReaderLinks.Named> named(Context ctx) {
    return tokens.apply(ctx.pathParam("token"));
  }

  /// Empty also when they are gone, or never asked for the newsletter.
  Optional<Preferences> of(Context ctx) {
    return named(ctx).flatMap(this::of);
  }

  Optional<Preferences> of(ReaderLinks.Named named) {
    return subscribers.preferences(named.subscriber(), named.newsletter());
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
