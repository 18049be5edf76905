package org.paperround.staff;

import java.time.Instant;

/// Somebody who is signed in in one browser. `seenAt` is true to the minute; `expiresAt`: the end,
/// however busy it is; `network`: where the sign-in came from, never the whole address.
public record StaffSession(
    SessionId id,
    StaffMember member,
    Instant createdAt,
    Instant seenAt,
    Instant expiresAt,
    String network) {}
