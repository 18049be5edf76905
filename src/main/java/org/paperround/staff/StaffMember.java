package org.paperround.staff;

import java.time.Instant;
import org.paperround.mail.EmailAddress;

/// Somebody who may sign in at the desk, while `active`. `invitedBy`: an address, or `cli`.
public record StaffMember(
    StaffId id,
    EmailAddress address,
    String name,
    Role role,
    boolean active,
    Instant invitedAt,
    String invitedBy) {
  /// How pages call this person.
  public String shownName() {
    return name.isEmpty() ? address.toString() : name;
  }
}
