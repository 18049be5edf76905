package org.paperround.delivery;

/// What is done about a reader who gives no sign, or gave one.
enum SunsetStep {
  NOTHING,
  ASK,
  SLOW,
  PAUSE,
  /// All that was done is taken back.
  BEGIN_ANEW
}
