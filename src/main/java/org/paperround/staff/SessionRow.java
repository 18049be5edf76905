package org.paperround.staff;

import java.time.Instant;

/// A row of `staff_session`.
record SessionRow(
    long id, long memberId, Instant createdAt, Instant seenAt, Instant expiresAt, String network) {
  StaffSession of(StaffMember member) {
    return new StaffSession(new SessionId(id), member, createdAt, seenAt, expiresAt, network);
  }
}
