package org.paperround.staff;

import java.time.Instant;
import org.paperround.mail.EmailAddress;

/// A row of `staff_member`.
record MemberRow(
    long id,
    String address,
    String name,
    String role,
    boolean active,
    Instant invitedAt,
    String invitedBy) {
  StaffMember member() {
    return new StaffMember(
        new StaffId(id),
        EmailAddress.of(address),
        name,
        Role.of(role).orElseThrow(),
        active,
        invitedAt,
        invitedBy);
  }
}
