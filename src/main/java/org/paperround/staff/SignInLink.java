package org.paperround.staff;

/// What a link would do.
public sealed interface SignInLink {
  /// It signs `member` in; `back`: as it was given when the link was asked for.
  record Ready(StaffMember member, String back) implements SignInLink {}

  record Refused(LinkFault fault) implements SignInLink {}
}
