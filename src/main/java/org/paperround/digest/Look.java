package org.paperround.digest;

/// The colours and type of a newsletter's mail: the only place that has them. Dark colours stand in
/// the style block, light ones inline, so that a client which drops the block shows the light mail.
record Look(
    String serif,
    String sans,
    String paper,
    String ground,
    String ink,
    String quiet,
    String mark,
    String link,
    String hairline,
    Dark dark) {
  /// The same under `prefers-color-scheme: dark`.
  record Dark(
      String paper,
      String ground,
      String ink,
      String quiet,
      String mark,
      String link,
      String hairline) {}

  private static final Look COURIER =
      new Look(
          "Georgia, 'Times New Roman', serif",
          "Arial, Helvetica, sans-serif",
          "#ffffff",
          "#f4f1ea",
          "#16181d",
          "#565c66",
          "#a3121c",
          "#1a5fb4",
          "#d9d5cb",
          new Dark("#15171b", "#1f2228", "#e9eaec", "#a8aeb8", "#ff9a8f", "#7cb7ff", "#33373f"));

  /// A name that no look has gets the first one: a mail in other colours is better than none.
  static Look named(String name) {
    return switch (name) {
      case "courier" -> COURIER;
      default -> COURIER;
    };
  }
}
