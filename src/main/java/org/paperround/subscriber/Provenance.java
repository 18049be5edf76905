package org.paperround.subscriber;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an act reached us, for the consent record: `method` (form, api, link, one-click, mailto,
/// import, operator), when, from which page, and the network it came from, truncated (a /24 or
/// /48).
public record Provenance(
    String method, Instant at, @Nullable String sourceUrl, @Nullable String networkPrefix) {}
