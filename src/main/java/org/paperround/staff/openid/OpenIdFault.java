package org.paperround.staff.openid;

/// Why signing in with the provider came to nothing.
public enum OpenIdFault {
  /// It was begun in another browser.
  OTHER_BROWSER,

  /// It was begun too long ago, was ended before, or never begun.
  OLD,

  /// The person, or the provider, said no.
  DENIED,

  /// The provider answered that something is wrong.
  REFUSED,

  /// The provider does not answer.
  AWAY,

  /// What the provider answered cannot be trusted, or is not what it should be.
  UNTRUSTED,

  /// The provider names no address.
  NO_ADDRESS,

  /// The provider does not say that the address is this person's.
  UNVERIFIED,

  /// The address is that of nobody who may sign in.
  NOT_INVITED
}
