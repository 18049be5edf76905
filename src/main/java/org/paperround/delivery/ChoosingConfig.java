package org.paperround.delivery;

import org.paperround.digest.Chooser;
import org.paperround.platform.config.Settings;

/// What may be tried out on readers who consented to tracking, so that it is learnt from:
/// `choosing.*` settings. `learning`: whether anything is; `randomShare`: of the digests of readers
/// with a taste, those whose tail is in random order.
public record ChoosingConfig(boolean learning, double randomShare) {
  private static final double STANDARD_SHARE = 0.03;

  /// As a fresh installation has it.
  public static final ChoosingConfig STANDARD = new ChoosingConfig(true, STANDARD_SHARE);

  public static ChoosingConfig read(Settings settings) {
    return new ChoosingConfig(
        settings.flag("choosing.learning", true),
        settings.decimal("choosing.random-share", STANDARD_SHARE, 0, 0.5));
  }

  Chooser.Learning rules() {
    return learning ? new Chooser.Learning(true, randomShare) : Chooser.Learning.OFF;
  }
}
