package org.paperround.digest;

/// What a digest needs to know of a card beyond its segments. `headline` stands in subject and
/// preheader; `target` is where a direct link leads, `linkOctets` its size in HTML.
record PlanCard(
    int ordinal,
    String section,
    String headline,
    String standfirst,
    String target,
    int linkOctets) {
  PlanCard(int ordinal, String section, String headline, String standfirst, String target) {
    this(ordinal, section, headline, standfirst, target, octets(target));
  }

  /// `&` is written as `&amp;`.
  private static int octets(String target) {
    int octets = target.length();
    for (int i = 0; i < target.length(); i++) {
      octets += target.charAt(i) == '&' || target.charAt(i) == '\'' ? 4 : 0;
    }
    return octets;
  }
}
