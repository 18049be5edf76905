package org.paperround.staff;

/// The id of a member of staff.
public record StaffId(long value) {
  public StaffId {
    if (value <= 0) {
      throw new IllegalArgumentException("staff id " + value + " is not positive");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
