package org.paperround.staff;

import java.time.Instant;

/// What somebody did: `actor` is a member's address, `cli`, `engine` or a source; `before` and
/// `after` are JSON objects with what differs, `{}` where there is nothing to say.
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String action,
    String subject,
    String before,
    String after) {}
