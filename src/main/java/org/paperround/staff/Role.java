package org.paperround.staff;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a member of staff may do; each role may do all that those before it may. A viewer looks, an
/// editor makes editions and can hold or stop them, a publisher lets them go, an admin says who
/// may.
public enum Role {
  VIEWER,
  EDITOR,
  PUBLISHER,
  ADMIN;

  /// As it is stored, typed and shown.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Empty for a word that is no role's.
  public static Optional<Role> of(String word) {
    return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /// Whether who has this role may do what asks for `needed`.
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
