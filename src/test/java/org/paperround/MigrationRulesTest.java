package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Expand, then contract: while nodes are replaced one by one, those of the release before work on
/// the new schema. So a migration only adds what they need not know; what takes something away
/// waits for a later release and names, in a line `-- contract: `, the last release that used it
/// (CONTRIBUTING.md).
class MigrationRulesTest {
  /// Older files were on no installation that is upgraded node by node.
  private static final int FIRST = 65;

  private static final Pattern MARK = Pattern.compile("(?m)^-- contract: .*\\d+\\.\\d+");
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");

  /// To the next comma or end outside brackets.
  private static final String PART = "(?:[^,;(]|\\([^)]*\\))*";

  /// What a statement of the release before may fail on, and its reason.
  private static final Map<Pattern, String> CONTRACTIONS =
      Map.of(
          sql("DROP\\s+(?!VIEW|INDEX|CONSTRAINT|TRIGGER|DEFAULT|NOT\\s)\\w+"),
              "it may still be read or written",
          sql("DROP\\s+VIEW\\s+(IF\\s+EXISTS\\s+)?(\\w++)(?!.*CREATE\\s+VIEW\\s+\\2\\b)"),
              "it may still be read",
          sql("RENAME\\s"), "it is still called by its old name",
          sql("ALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+DATA\\s+)?TYPE\\s"),
              "it is bound as the old type",
          sql("SET\\s+NOT\\s+NULL"), "rows are still written without it",
          sql("DROP\\s+DEFAULT"), "rows are still written without it",
          sql(
                  "ADD\\s+(?!CONSTRAINT)(?!"
                      + PART
                      + "\\b(DEFAULT|GENERATED)\\b)"
                      + PART
                      + "\\bNOT\\s+NULL"),
              "rows are still written without it");

  @Test
  void aMigrationTakesNothingAwayThatTheReleaseBeforeUses() throws IOException {
    Map<String, List<String>> offences = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        List<String> found = offences(Files.readString(file));
        if (number(name) >= FIRST && !found.isEmpty()) {
          offences.put(name, found);
        }
      }
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void whatIsTakenAwayIsNoticed() {
    for (String contraction :
        List.of(
            "ALTER TABLE delivery DROP COLUMN slot;",
            "ALTER TABLE delivery DROP slot;",
            "DROP TABLE IF EXISTS delivery;",
            "ALTER TABLE delivery RENAME COLUMN slot TO place;",
            "ALTER TABLE delivery ALTER COLUMN slot TYPE bigint;",
            "ALTER TABLE delivery ALTER slot SET NOT NULL;",
            "ALTER TABLE delivery ALTER slot DROP DEFAULT;",
            "ALTER TABLE delivery ADD COLUMN place int NOT NULL;",
            "ALTER TABLE delivery ADD price numeric(8, 2) NOT NULL;",
            "ALTER TABLE delivery ADD COLUMN way int DEFAULT 0, ADD COLUMN place int NOT NULL;",
            "DROP VIEW recipient;",
            "DROP VIEW recipient; CREATE VIEW reader AS SELECT 1;")) {
      assertThat(offences(contraction)).as(contraction).hasSize(1);
      assertThat(offences("-- contract: 0.3 was the last to read it\n" + contraction)).isEmpty();
      assertThat(offences("-- contract: nobody reads it\n" + contraction)).isNotEmpty();
    }
  }

  @Test
  void whatIsAddedIsNot() {
    for (String expansion :
        List.of(
            "CREATE TABLE place (id bigint NOT NULL, name text NOT NULL);",
            "ALTER TABLE delivery ADD COLUMN place int;",
            "ALTER TABLE delivery ADD COLUMN place int NOT NULL DEFAULT 0;",
            "ALTER TABLE delivery ADD COLUMN place int DEFAULT 0 NOT NULL;",
            "ALTER TABLE delivery ADD CONSTRAINT placed CHECK (place IS NOT NULL) NOT VALID;",
            "DROP VIEW recipient;\nCREATE VIEW recipient AS SELECT 1;",
            "DROP INDEX delivery_due;",
            "-- DROP TABLE is not for us\nCREATE INDEX ON delivery (slot);")) {
      assertThat(offences(expansion)).as(expansion).isEmpty();
    }
  }

  private static List<String> offences(String migration) {
    if (MARK.matcher(migration).find()) {
      return List.of();
    }
    String statements = COMMENT.matcher(migration).replaceAll("");
    return CONTRACTIONS.entrySet().stream()
        .flatMap(rule ->
            rule.getKey()
                .matcher(statements)
                .results()
                .map(found -> found.group().strip() + ": " + rule.getValue()))
        .toList();
  }

  private static Pattern sql(String regex) {
    return Pattern.compile("\\b" + regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private static int number(String file) {
    return Integer.parseInt(file.substring(1, file.indexOf("__")));
  }
}
