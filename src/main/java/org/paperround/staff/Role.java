package org.paperround.staff;

/// What a member of staff may do; each role may do all that those before it may. A viewer looks, an
/// editor makes editions and can hold or stop them, a publisher lets them go, an admin says who
/// may.
public enum Role {
  VIEWER,
  EDITOR,
  PUBLISHER,
  ADMIN;

  /// Whether who has this role may do what asks for `needed`.
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
