package org.paperround.staff;

/// Why a sign-in link does nothing. `EXPIRED` is also what is said of a link that never was.
public enum LinkFault {
  OTHER_BROWSER,
  USED,
  EXPIRED
}
