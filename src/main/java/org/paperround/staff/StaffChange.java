package org.paperround.staff;

/// What came of changing a member of staff.
public sealed interface StaffChange {
  record Done(StaffMember member) implements StaffChange {}

  /// It was so before.
  record Same(StaffMember member) implements StaffChange {}

  /// Somebody else changed this member since the asker looked, who is like this now; nothing was
  /// changed.
  record Overtaken(StaffMember present) implements StaffChange {}

  /// Nobody would be left who could invite others.
  record LastAdmin() implements StaffChange {}

  record Unknown() implements StaffChange {}
}
