package org.paperround.digest.lint;

import java.util.Locale;

/// What is looked for. The names are an interface: `./paperround lint` prints them
/// (docs/reference/lint.md).
public enum Rule {
  HEADER,
  SUBJECT,
  PREHEADER,
  SIZE,
  FORBIDDEN,
  LINK_UNSAFE,
  LINK_DEAD,
  LINK_TEXT,
  IMAGE_ALT,
  IMAGE_SIZE,
  IMAGE_ADDRESS,
  CONTRAST,
  CSS,
  STRUCTURE,
  TEXT_PART,
  UNTRANSLATED,
  TRACKING,
  UNSUBSCRIBE;

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
