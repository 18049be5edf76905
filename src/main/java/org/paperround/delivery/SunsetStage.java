package org.paperround.delivery;

import java.util.Locale;

/// How far it is with a reader who gives no sign.
enum SunsetStage {
  ASKED,
  SLOWER,
  PAUSED;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SunsetStage of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
