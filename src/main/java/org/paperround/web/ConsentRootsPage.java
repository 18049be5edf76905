package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.stream.Collectors;
import org.paperround.subscriber.Subscribers;

/// `/consent/roots`: a line for each day, `2026-06-01 records=12 root=...`, the latest first.
/// Public, so that anybody can keep a copy: whoever has one can tell whether the records behind it
/// are still what they were. It says nothing of anybody.
final class ConsentRootsPage {
  private static final int DAYS = 400;

  private final Subscribers subscribers;

  ConsentRootsPage(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  void register(RoutesConfig routes) {
    routes.get("/consent/roots", this::show);
  }

  private void show(Context ctx) {
    ctx.contentType("text/plain; charset=utf-8")
        .result(
            subscribers.consentRoots(DAYS).stream()
                .map(root ->
                    root.day() + " records=" + root.records() + " root=" + root.root() + "\n")
                .collect(Collectors.joining()));
  }
}
