package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A DAO writes only its own feature's tables, and reads another's only through the views that
/// feature publishes. The owner of a table is named by the migration that makes it:
/// `V005__subscriber.sql`.
class SqlOwnershipTest {
  /// Fills the throw-away database of a bench.
  private static final Path EXEMPT = Path.of("bench/DaysBefore.java");

  private static final Set<String> PUBLISHED_VIEWS =
      Set.of("eligible_subscription", "recipient", "newcomer", "newsletter_name", "human_click");
  private static final Pattern FILE = Pattern.compile("V\\d+__([a-z]+).*\\.sql");
  private static final Pattern CREATE =
      Pattern.compile("(?i)CREATE (?:UNLOGGED )?(?:TABLE|VIEW) (?:IF NOT EXISTS )?(\\w+)");
  private static final Pattern WRITE =
      Pattern.compile(
          "\\b(?:INSERT INTO|(?<!DO )(?<!FOR )(?<!KEY )UPDATE|DELETE"
              + " FROM|TRUNCATE|COPY)\\s+(\\w+)");
  private static final Pattern READ = Pattern.compile("\\b(?:FROM|JOIN)\\s+(\\w+)");

  @Test
  void daosWriteOnlyTheirOwnFeaturesTables() throws IOException {
    assertThat(offences(owners(), WRITE, Set.of())).isEmpty();
  }

  @Test
  void daosReadOthersOnlyThroughPublishedViews() throws IOException {
    assertThat(offences(owners(), READ, PUBLISHED_VIEWS)).isEmpty();
  }

  @Test
  void aForeignTableIsNoticed() throws IOException {
    Map<String, String> owners = owners();
    String text = "INSERT INTO article (x) SELECT y FROM story JOIN recipient r USING (z)";
    assertThat(foreign("digest", text, owners, WRITE, Set.of())).containsExactly("article");
    assertThat(foreign("digest", text, owners, READ, PUBLISHED_VIEWS)).containsExactly("story");
    assertThat(foreign("article", text, owners, WRITE, Set.of())).isEmpty();
  }

  private static Map<String, String> owners() throws IOException {
    Map<String, String> owners = new HashMap<>();
    for (Path migration : files(Path.of("db/migration"), ".sql")) {
      Matcher name = FILE.matcher(migration.getFileName().toString());
      assertThat(name.matches()).as("%s names its feature", migration).isTrue();
      CREATE
          .matcher(Files.readString(migration))
          .results()
          .forEach(table -> owners.put(table.group(1), name.group(1)));
    }
    assertThat(owners)
        .containsEntry("delivery", "delivery")
        .containsEntry("recipient", "subscriber");
    return owners;
  }

  private static List<String> offences(
      Map<String, String> owners, Pattern pattern, Set<String> published) throws IOException {
    Path root = Path.of("src/main/java/org/paperround");
    List<String> offences = new ArrayList<>();
    for (Path source : files(root, ".java")) {
      if (root.relativize(source).equals(EXEMPT)) {
        continue;
      }
      String feature = root.relativize(source).getName(0).toString();
      String text = Files.readString(source);
      if (text.contains("sqlobject") || text.contains("org.jdbi") || text.contains("CopyManager")) {
        for (String table : foreign(feature, text, owners, pattern, published)) {
          offences.add(source + " uses " + table + " of " + owners.get(table));
        }
      }
    }
    return offences;
  }

  private static List<String> foreign(
      String feature,
      String text,
      Map<String, String> owners,
      Pattern pattern,
      Set<String> published) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(table -> !owners.getOrDefault(table, feature).equals(feature))
        .filter(table -> !published.contains(table))
        .distinct()
        .toList();
  }

  private static List<Path> files(Path root, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
