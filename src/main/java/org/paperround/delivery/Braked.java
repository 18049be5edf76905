package org.paperround.delivery;

import java.time.Instant;

/// That the engine stopped an edition, and why.
public record Braked(Instant at, String reason) {}
