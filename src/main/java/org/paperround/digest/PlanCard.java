package org.paperround.digest;

/// What a digest needs to know of a card beyond its segments. `headline` stands in subject and
/// preheader; `target` is where a direct link leads.
record PlanCard(int ordinal, String section, String headline, String standfirst, String target) {
  /// The size of a direct link in HTML, `&` written as `&amp;`.
  int linkOctets() {
    return target.length() + 4 * (int) target.chars().filter(c -> c == '&' || c == '\'').count();
  }
}
