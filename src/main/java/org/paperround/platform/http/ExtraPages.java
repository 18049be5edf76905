package org.paperround.platform.http;

import java.util.Optional;

/// Pages that stand before the engine's own, by path: the demo's start page and inbox. GET only.
public interface ExtraPages {
  Optional<Page> at(String path);

  /// One of the engine's own HTML pages as it is to be shown.
  String shown(String html);

  /// A whole answer; `policy` is its Content-Security-Policy.
  record Page(String type, String policy, String body) {}
}
