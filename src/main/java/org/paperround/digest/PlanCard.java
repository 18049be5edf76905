package org.paperround.digest;

/// What a digest needs to know of a card beyond its segments. `headline` stands in subject and
/// preheader; `target` is where a direct link leads.
record PlanCard(int ordinal, String section, String headline, String standfirst, String target) {}
