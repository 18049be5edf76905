package org.paperround.edition.ranking;

import java.util.Locale;

/// The named parts of a score, in the order in which they are shown. Each is in points: one point
/// more doubles a story's importance, one less halves it.
public enum Signal {
  /// Distinct owners other than the portal's own, each counted once, at its best source weight.
  COVERAGE,
  /// Owners that joined lately, in the last three hours unless the portal says otherwise.
  MOMENTUM,
  /// Minus one for every half-life since the last substantive development.
  FRESHNESS,
  /// The weight of the best source that has the story.
  SOURCE,
  /// The weight the portal gives the section.
  SECTION,
  /// The portal calls it breaking.
  BREAKING,
  /// No development since the newsletter's previous edition, which could carry it already.
  EARLIER,
  /// What readers clicked, against what is usual.
  CLICKS,
  /// The editor's boost.
  EDITOR;

  /// As it is stored and shown.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
