package org.paperround.edition;

import org.paperround.edition.ranking.StoryStatistics;

/// How stories are scored: what the portal weighs, and what readers did.
public record Scoring(RankingConfig config, StoryStatistics statistics) {}
