package org.paperround.subscriber;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an act reached us, for the consent record: `method` (form, api, link, one-click, mailto,
/// import, operator, bounce, complaint, engine), when, from which page, and the network it came
/// from, truncated (a /24 or /48). `edition`: the one that the act has to do with, if one is known:
/// whose mail made a reader leave, or which one follows the welcome.
public record Provenance(
    String method,
    Instant at,
    @Nullable String sourceUrl,
    @Nullable String networkPrefix,
    @Nullable Long edition) {
  /// Of no edition.
  public Provenance(
      String method, Instant at, @Nullable String sourceUrl, @Nullable String networkPrefix) {
    this(method, at, sourceUrl, networkPrefix, null);
  }

  /// What nobody did but we.
  static Provenance engine(Instant at) {
    return new Provenance("engine", at, null, null);
  }

  /// Mail that came back, or was complained of; an operator's word.
  static Provenance of(SuppressionReason reason, Instant at) {
    return new Provenance(reason.method(), at, null, null);
  }

  public Provenance of(@Nullable Long newEdition) {
    return new Provenance(method, at, sourceUrl, networkPrefix, newEdition);
  }

  Provenance at(Instant instant) {
    return new Provenance(method, instant, sourceUrl, networkPrefix, edition);
  }
}
