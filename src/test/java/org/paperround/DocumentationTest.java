package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.paperround.cli.CommandLineInterface;
import org.paperround.digest.lint.Rule;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The documents say what is there: paths and links lead somewhere, and the references list every
/// key, command, option, metric, alarm and page of the engine, and none that it does not have.
class DocumentationTest {
  private static final Path REFERENCE = Path.of("docs/reference");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)]*)?\\)");
  private static final Pattern ABSOLUTE = Pattern.compile("^[a-z]+:.*");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern TABLE =
      Pattern.compile("CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\\w+)");
  private static final Pattern FIRST_CELLS = Pattern.compile("(?m)^\\| (`[^|]*)\\|");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)`");
  private static final Pattern SETTING =
      Pattern.compile(
          "settings\\s*\\.\\s*(?:text|optionalText|required|secret|integer|decimal|duration|flag"
              + "|uri|path|choice|list)\\(\\s*\"([^\"]+)\"");
  private static final Pattern METRIC = Pattern.compile("\"(paperround(?:\\.[a-z-]+)+)\"");
  private static final Pattern ROUTE =
      Pattern.compile("routes\\s*\\.\\s*(get|post|delete)\\(\\s*\"(/[^\"]*)\"");
  private static final Pattern CALL = Pattern.compile("\\./paperround((?: [a-z][a-z-]*)*)");
  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT))`");

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult link : matches(LINK, Files.readString(document))) {
        String target = link.group(1);
        if (!ABSOLUTE.matcher(target).matches() && !leadsSomewhere(document, target)) {
          broken.add(document + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void ofEveryTableIsSaidHowLongItIsKept() throws IOException {
    StringBuilder migrations = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.toList()) {
        migrations.append(Files.readString(file));
      }
    }
    Set<String> tables = new TreeSet<>();
    matches(TABLE, migrations.toString()).forEach(made -> tables.add(made.group(1)));
    Set<String> said = new TreeSet<>();
    String retention = Files.readString(REFERENCE.resolve("retention.md"));
    String byTable = retention.substring(retention.indexOf("## Table by table"));
    for (MatchResult row : matches(FIRST_CELLS, byTable)) {
      matches(CODE, row.group(1)).forEach(name -> said.add(name.group(1)));
    }
    assertThat(said).isEqualTo(tables);
  }

  @Test
  void everyPathInTheMapOfPlacesExists() throws IOException {
    Set<String> paths = pathsIn(Path.of("docs/where.md"));
    assertThat(paths).hasSizeGreaterThan(20);
    assertThat(paths).allSatisfy(path -> assertThat(Path.of(path)).exists());
  }

  @Test
  void everyPathInTheGuidesExists() throws IOException {
    for (String guide : List.of("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")) {
      assertThat(pathsIn(Path.of(guide)))
          .as(guide)
          .isNotEmpty()
          .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }
  }

  @Test
  void theConfigurationReferenceListsEveryKeyAndNoOther() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (Path source : sources()) {
      matches(SETTING, Files.readString(source)).forEach(key -> keys.add(key.group(1)));
    }
    assertThat(keys).contains("database.url", "relay.host");
    assertThat(firstCells("configuration.md")).isEqualTo(keys);
  }

  @Test
  void theMetricReferenceListsEveryMetricAndNoOther() throws IOException {
    Set<String> metrics = new TreeSet<>();
    for (Path source : sources()) {
      matches(METRIC, Files.readString(source)).forEach(metric -> metrics.add(metric.group(1)));
    }
    metrics.remove("paperround.home");
    assertThat(metrics).contains("paperround.alarms");
    assertThat(firstCells("metrics.md")).isEqualTo(metrics);
  }

  @Test
  void everyAlarmInTheReferenceIsRaisedSomewhere() throws IOException {
    StringBuilder code = new StringBuilder();
    for (Path source : sources()) {
      code.append(Files.readString(source));
    }
    assertThat(firstCells("alarms.md"))
        .isNotEmpty()
        .allSatisfy(cause -> assertThat(code).contains("\"" + cause));
  }

  @Test
  void thePageReferenceListsEveryRouteAndNoOther() throws IOException {
    Set<String> routes = new TreeSet<>();
    for (Path source : sources()) {
      for (MatchResult route : matches(ROUTE, Files.readString(source))) {
        routes.add(route.group(1).toUpperCase(Locale.ROOT) + " " + route.group(2));
      }
    }
    assertThat(routes).contains("GET /health");
    assertThat(firstCells("http.md")).isEqualTo(routes);
  }

  @Test
  void theCommandReferenceListsEveryCommandAndNoOther() throws Exception {
    assertThat(sectionsOfCommands().keySet()).isEqualTo(leaves().keySet());
  }

  @Test
  void theCommandReferenceListsEveryOption() throws Exception {
    Map<String, String> sections = sectionsOfCommands();
    String common = Files.readString(REFERENCE.resolve("commands.md")).split("\n## ", 2)[0];
    leaves()
        .forEach((name, command) -> {
          for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(sections.get(name) + common)
                .as("options of %s", name)
                .contains("`" + option.longestName());
          }
        });
  }

  @Test
  void everyCommandInTheDocumentsExists() throws Exception {
    Set<String> known = new TreeSet<>();
    for (String leaf : leaves().keySet()) {
      known.add(leaf);
      known.add(leaf.split(" ")[0]);
    }
    List<String> unknown = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult call : matches(CALL, Files.readString(document))) {
        String words = call.group(1).strip();
        if (!words.isEmpty() && known.stream().noneMatch(name -> (words + " ").startsWith(name))) {
          unknown.add(document + ": ./paperround " + words);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyDecisionHasAStatusAndSaysWhatHoldsIt() throws IOException {
    Set<String> tests = new TreeSet<>();
    for (Path source : filesIn(Path.of("src/test/java"), ".java")) {
      tests.add(source.getFileName().toString().replace(".java", ""));
    }
    for (Path decision : filesIn(Path.of("docs/adr"), ".md")) {
      String text = Files.readString(decision);
      assertThat(text).as(decision.toString()).contains("**Status**", "**Confirmation**");
      for (MatchResult test : matches(TEST_NAME, text)) {
        assertThat(tests).as(decision.toString()).contains(test.group(1));
      }
    }
  }

  private static boolean leadsSomewhere(Path document, String target) {
    Path folder = document.getParent() == null ? Path.of("") : document.getParent();
    return Files.exists(folder.resolve(target).normalize());
  }

  /// What stands in backticks and looks like a path of this repository.
  private static Set<String> pathsIn(Path document) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (MatchResult code : matches(CODE, Files.readString(document))) {
      String text = code.group(1);
      boolean inTheTree =
          text.matches("(src|db|templates|docs|\\.ci)/[\\w./-]+")
              || text.matches("(pom\\.xml|[A-Z]+\\.md|Dockerfile|compose\\.yaml|LICENSE)");
      if (inTheTree) {
        paths.add(text);
      }
    }
    return paths;
  }

  private static Set<String> firstCells(String reference) throws IOException {
    Set<String> cells = new TreeSet<>();
    matches(FIRST_CELL, Files.readString(REFERENCE.resolve(reference)))
        .forEach(cell -> cells.add(cell.group(1)));
    return cells;
  }

  @Test
  void theReferenceOfLintListsEveryRule() throws IOException {
    String reference = Files.readString(REFERENCE.resolve("lint.md"));
    for (Rule rule : Rule.values()) {
      assertThat(reference).contains("| `" + rule.code() + "` |");
    }
  }

  @Test
  void everyMailStandardThatIsCitedIsInTheReference() throws IOException {
    Set<String> listed = new TreeSet<>();
    Matcher row =
        Pattern.compile("(?m)^\\| ([A-K]\\d*) \\|")
            .matcher(Files.readString(REFERENCE.resolve("mail-standards.md")));
    while (row.find()) {
      listed.add(row.group(1));
    }
    Set<String> cited = new TreeSet<>();
    for (Path source : filesIn(Path.of("src"), ".java")) {
      Matcher citation =
          Pattern.compile("mail-standards ([A-K]\\d*(?:(?:, |,\\s*/// |-)[A-K]\\d+)*)")
              .matcher(Files.readString(source));
      while (citation.find()) {
        cited.addAll(List.of(citation.group(1).split("[^A-K0-9]+")));
      }
    }
    assertThat(cited).isNotEmpty().isSubsetOf(listed);
  }

  /// `## edition pin` and what is written under it.
  private static Map<String, String> sectionsOfCommands() throws IOException {
    Map<String, String> sections = new TreeMap<>();
    String[] parts = Files.readString(REFERENCE.resolve("commands.md")).split("\n## ");
    for (int i = 1; i < parts.length; i++) {
      String[] heading = parts[i].split("\n", 2);
      sections.put(heading[0].strip(), heading[1]);
    }
    return sections;
  }

  private static Map<String, CommandLine> leaves() throws Exception {
    Constructor<CommandLineInterface> constructor =
        CommandLineInterface.class.getDeclaredConstructor();
    constructor.setAccessible(true);
    Map<String, CommandLine> leaves = new TreeMap<>();
    collect("", new CommandLine(constructor.newInstance()), leaves);
    return leaves;
  }

  private static void collect(String prefix, CommandLine line, Map<String, CommandLine> leaves) {
    line.getSubcommands()
        .forEach((name, command) -> {
          if (command.getSubcommands().isEmpty()) {
            leaves.put(prefix + name, command);
          }
          collect(prefix + name + " ", command, leaves);
        });
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(filesIn(Path.of("docs"), ".md"));
    try (Stream<Path> files = Files.list(Path.of(""))) {
      documents.addAll(files.filter(file -> file.toString().endsWith(".md")).toList());
    }
    return documents;
  }

  private static List<Path> sources() throws IOException {
    return filesIn(Path.of("src/main/java"), ".java");
  }

  private static List<Path> filesIn(Path root, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }
}
