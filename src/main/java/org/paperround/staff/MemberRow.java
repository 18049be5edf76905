package org.paperround.staff;

import java.time.Instant;
import java.util.Locale;
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
        roleOf(role),
        active,
        invitedAt,
        invitedBy);
  }

  static Role roleOf(String stored) {
    return Role.valueOf(stored.toUpperCase(Locale.ROOT));
  }

  static String stored(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
