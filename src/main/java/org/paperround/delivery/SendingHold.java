package org.paperround.delivery;

import java.time.Instant;

/// That digests and alerts are held: since when, by whom, and why.
public record SendingHold(Instant since, String actor, String reason) {}
