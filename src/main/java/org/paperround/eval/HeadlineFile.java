package org.paperround.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tests of headlines as JSON lines: `clickability_test_id`, `headline`, `impressions`, `clicks`,
/// as the Upworthy archive has them.
final class HeadlineFile {
  private static final int LEAST_HEADLINES = 3;

  private HeadlineFile() {}

  /// The tests of three different headlines or more. Arms of one test with the same headline (they
  /// differed in a picture) are one.
  ///
  /// @throws IOException when the file cannot be read, or a line is no such arm
  static List<HeadlineTest> read(Path file) throws IOException {
    Map<String, Map<String, HeadlineTest.Arm>> tests = new LinkedHashMap<>();
    for (JsonNode line : EvalFiles.jsonLines(file)) {
      HeadlineTest.Arm arm = arm(line);
      tests
          .computeIfAbsent(line.path("clickability_test_id").asText(), _ -> new LinkedHashMap<>())
          .merge(arm.headline(), arm, HeadlineFile::together);
    }
    List<HeadlineTest> several = new ArrayList<>();
    tests.forEach((id, arms) -> {
      if (arms.size() >= LEAST_HEADLINES) {
        several.add(new HeadlineTest(id, List.copyOf(arms.values())));
      }
    });
    return several;
  }

  private static HeadlineTest.Arm together(HeadlineTest.Arm one, HeadlineTest.Arm other) {
    return new HeadlineTest.Arm(
        one.headline(), one.exposures() + other.exposures(), one.clicks() + other.clicks());
  }

  private static HeadlineTest.Arm arm(JsonNode line) throws IOException {
    if (!line.path("clickability_test_id").isTextual()
        || !line.path("headline").isTextual()
        || !line.path("impressions").isIntegralNumber()
        || !line.path("clicks").isIntegralNumber()) {
      throw new IOException(
          "a line needs clickability_test_id, headline, impressions and clicks: " + line);
    }
    try {
      return new HeadlineTest.Arm(
          line.path("headline").asText().strip(),
          line.path("impressions").asLong(),
          line.path("clicks").asLong());
    } catch (IllegalArgumentException e) {
      throw new IOException("a line has " + e.getMessage() + ": " + line, e);
    }
  }
}
