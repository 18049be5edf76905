package org.paperround.staff;

import org.paperround.staff.openid.OpenIdFault;

/// What coming back from the provider came to.
public sealed interface OpenIdOutcome {
  /// `token`: the session's, which is nowhere else and opens the desk.
  record SignedIn(String token, StaffMember member, String back) implements OpenIdOutcome {
    /// Without the token, which must not be in a log.
    @Override
    public String toString() {
      return "SignedIn[" + member.id() + "]";
    }
  }

  /// `address`: as the provider named it, for this person's eyes; empty where it named none.
  /// `back`: as it was given at the beginning; empty where that is not known.
  record Refused(OpenIdFault fault, String address, String back) implements OpenIdOutcome {
    /// Without the address, which must not be in a log.
    @Override
    public String toString() {
      return "Refused[" + fault + "]";
    }
  }
}
