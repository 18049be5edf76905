package org.paperround.digest;

/// What a digest needs to know of a card beyond its segments. `headline` stands in subject and
/// preheader; `target` is where a direct link leads.
record PlanCard(int ordinal, String section, String headline, String standfirst, String target) {
  /// The size of a direct link in HTML, `&` written as `&amp;`.
  int linkOctets() {
    int octets = target.length();
    for (int i = 0; i < target.length(); i++) {
      octets += target.charAt(i) == '&' || target.charAt(i) == '\'' ? 4 : 0;
    }
    return octets;
  }
}
