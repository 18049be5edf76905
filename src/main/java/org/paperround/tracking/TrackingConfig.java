package org.paperround.tracking;

import org.paperround.platform.config.Settings;

/// `tracking.*` settings. Clicks are kept for `keepMonths` months.
public record TrackingConfig(int keepMonths) {
  /// A year, and a month to compare it in.
  public static final int USUAL_MONTHS = 13;

  public static TrackingConfig read(Settings settings) {
    return new TrackingConfig(settings.integer("tracking.keep-months", USUAL_MONTHS, 2, 1_200));
  }
}
