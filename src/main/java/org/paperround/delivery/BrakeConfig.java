package org.paperround.delivery;

import org.paperround.platform.config.Settings;

/// When an edition is stopped by the engine: `brake.*` settings. `least`: so many mails must have
/// been answered before anything is judged, but for refusals, of which few are enough. The others
/// are percentages of the answered mails; 100 is never exceeded.
public record BrakeConfig(
    int least, double bounces, double blocks, double refusals, double complaints) {
  public static final BrakeConfig USUAL = new BrakeConfig(200, 5, 10, 25, 0.3);

  public static BrakeConfig read(Settings settings) {
    return new BrakeConfig(
        settings.integer("brake.least", USUAL.least(), 1, 1_000_000),
        settings.decimal("brake.bounces", USUAL.bounces(), 0, 100),
        settings.decimal("brake.blocks", USUAL.blocks(), 0, 100),
        settings.decimal("brake.refusals", USUAL.refusals(), 0, 100),
        settings.decimal("brake.complaints", USUAL.complaints(), 0, 100));
  }
}
