package org.paperround.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One article as the demo's data has it (`db/demo/articles`). Times are hours before the demo
/// starts, so that the news is always today's.
record Piece(
    String id,
    String outlet,
    String path,
    String section,
    double hoursAgo,
    @Nullable Double updatedHoursAgo,
    String headline,
    String standfirst,
    List<String> keyPoints,
    List<String> body,
    @Nullable String whyThisMatters,
    @Nullable String whatThisMeansForYou,
    List<String> topics,
    String byline,
    Picture image,
    List<String> related,
    boolean breaking,
    String event) {
  /// A flat drawing of `motif`, and what it shows in words.
  record Picture(String motif, String alt) {}
}
