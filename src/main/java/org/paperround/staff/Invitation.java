package org.paperround.staff;

/// What an invitation came to.
public sealed interface Invitation {
  StaffMember member();

  record Invited(StaffMember member) implements Invitation {}

  /// Somebody who was known: the name or the role is another one now, or they may sign in again.
  record Changed(StaffMember member) implements Invitation {}

  /// Nothing was to be changed.
  record Known(StaffMember member) implements Invitation {}
}
