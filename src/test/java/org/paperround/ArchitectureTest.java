package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.ArchitectureRules.Rule;
import org.paperround.ImportMap.Seat;

/// The house: who may import whom, what lives where, and how things are named. Every rule runs
/// twice: on the engine it must be green, and on a class planted to break it, red.
class ArchitectureTest {
  private static final Path MAIN = classesOf(Main.class);
  private static final Path TESTS = classesOf(ArchitectureTest.class);

  @TempDir private static Path folder;

  private static JavaClasses main;
  private static JavaClasses tests;
  private static JavaClasses planted;
  private static ClassLoader before;

  @BeforeAll
  static void importClasses() throws IOException {
    Path classes = folder.resolve("classes");
    Planted.compile(plants(), classes);
    main = new ClassFileImporter().importPath(MAIN);
    tests = new ClassFileImporter().importPath(TESTS);
    planted = new ClassFileImporter().importPaths(MAIN, classes);
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread()
        .setContextClassLoader(new URLClassLoader(new URL[] {url(classes)}, before));
  }

  @AfterAll
  static void giveBackTheClassLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void everyFolderHasASeat() throws IOException {
    try (Stream<Path> folders = Files.list(MAIN.resolve("org/paperround"))) {
      Set<String> found =
          folders
              .filter(Files::isDirectory)
              .map(path -> path.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(found)
          .isSubsetOf(ImportMap.SEATS.stream().map(Seat::name).collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seats")
  void everyFolderSeesOnlyWhatTheMapAllows(Seat seat) {
    assertGreen(ArchitectureRules.rule(seat), main);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seats")
  void theMapTurnsRedForEveryForbiddenPairAndNoOther(Seat seat) {
    String found =
        String.join("\n", violations(ArchitectureRules.rule(seat), only(pairsOf(seat.name()))));
    assertThat(ImportMap.forbidden(seat))
        .allSatisfy(other -> assertThat(found).contains(pairName(seat.name(), other)));
    assertThat(seat.sees())
        .allSatisfy(other -> assertThat(found).doesNotContain(pairName(seat.name(), other) + "."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theEngineKeepsTheRule(Rule rule) {
    assertGreen(rule.rule(), main);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("testRules")
  void theTestsKeepTheRule(Rule rule) {
    assertGreen(rule.rule(), tests);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allRules")
  void theRuleTurnsRedOnWhatWasPlanted(Rule rule) {
    List<String> found = violations(rule.rule(), only(namesOf(rule.plants())));
    List<String> guilty =
        rule.plants().stream()
            .map(Planted::className)
            .filter(name -> name.contains(".Plants"))
            .toList();
    assertThat(guilty).isNotEmpty();
    assertThat(guilty).allSatisfy(name -> assertThat(found).anyMatch(text -> text.contains(name)));
  }

  private static void assertGreen(ArchRule rule, JavaClasses classes) {
    assertThat(violations(rule, classes)).as(rule.getDescription()).isEmpty();
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
    return result.getFailureReport().getDetails();
  }

  /// These planted classes alone: the engine's need not be judged again.
  private static JavaClasses only(Set<String> names) {
    return planted.that(
        DescribedPredicate.describe(
            "what was planted", (JavaClass type) -> names.contains(type.getName())));
  }

  static Stream<Seat> seats() {
    return ImportMap.SEATS.stream();
  }

  static Stream<Rule> rules() {
    return ArchitectureRules.all().stream();
  }

  static Stream<Rule> testRules() {
    return StructureRules.forTests().stream();
  }

  static Stream<Rule> allRules() {
    return Stream.concat(rules(), testRules());
  }

  private static List<String> plants() {
    List<String> sources = new ArrayList<>();
    allRules().forEach(rule -> sources.addAll(rule.plants()));
    for (Seat seat : ImportMap.SEATS) {
      sources.add(
          "package org.paperround.%s; public class PlantedTarget {}".formatted(seat.name()));
      for (Seat other : ImportMap.SEATS) {
        if (!seat.equals(other)) {
          sources.add(
              "package org.paperround.%s; class %s { org.paperround.%s.PlantedTarget field; }"
                  .formatted(seat.name(), pairName(seat.name(), other.name()), other.name()));
        }
      }
    }
    return sources;
  }

  private static String pairName(String from, String to) {
    return "Planted_" + from + "_sees_" + to;
  }

  private static Set<String> pairsOf(String folder) {
    return ImportMap.SEATS.stream()
        .map(other -> "org.paperround." + folder + "." + pairName(folder, other.name()))
        .collect(Collectors.toSet());
  }

  private static Set<String> namesOf(List<String> sources) {
    return sources.stream().flatMap(Planted::typeNames).collect(Collectors.toSet());
  }

  private static Path classesOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
