package org.paperround.staff;

/// What using a link came to.
public sealed interface SignInOutcome {
  /// `token`: the session's, which is nowhere else and opens the desk.
  record SignedIn(String token, StaffMember member, String back) implements SignInOutcome {
    /// Without the token, which must not be in a log.
    @Override
    public String toString() {
      return "SignedIn[" + member.id() + "]";
    }
  }

  record Refused(LinkFault fault) implements SignInOutcome {}
}
