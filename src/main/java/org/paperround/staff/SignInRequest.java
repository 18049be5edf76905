package org.paperround.staff;

import java.util.Locale;
import org.paperround.mail.EmailAddress;

/// Somebody asks for a link. `browserSecret`: what only the browser that asks has; `back`: handed
/// out again when the link is used; `locale`: of the mail.
public record SignInRequest(
    EmailAddress address, String browserSecret, String back, Locale locale) {
  /// Without the secret, which must not be in a log.
  @Override
  public String toString() {
    return "SignInRequest[" + locale + "]";
  }
}
