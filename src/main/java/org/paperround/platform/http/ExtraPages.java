package org.paperround.platform.http;

import java.util.Optional;

/// Pages that stand before the engine's own, by path: the demo's start page and inbox. GET only.
@FunctionalInterface
public interface ExtraPages {
  ExtraPages NONE = _ -> Optional.empty();

  Optional<Page> at(String path);

  /// A whole answer; `policy` is its Content-Security-Policy.
  record Page(String type, String policy, String body) {}
}
