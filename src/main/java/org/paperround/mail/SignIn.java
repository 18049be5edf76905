package org.paperround.mail;

import java.nio.file.Path;
import org.paperround.platform.config.Secret;

/// How we say to a relay who we are. Nothing of it goes in clear, unless TLS is `none`.
public sealed interface SignIn {
  /// By our address, or not at all.
  record Nobody() implements SignIn {}

  /// A user and a password, by these mechanisms, the first that the relay offers (RFC 4954).
  record Password(String user, Secret password, String mechanisms) implements SignIn {
    public Password(String user, Secret password) {
      this(user, password, "PLAIN LOGIN");
    }
  }

  /// A user and an OAuth 2 access token (XOAUTH2). Tokens expire: the file is read anew at each
  /// sign-in, and somebody else keeps it fresh.
  record Token(String user, Path file) implements SignIn {}
}
