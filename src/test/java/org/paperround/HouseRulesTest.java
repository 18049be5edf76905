package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperround.HouseRules.Offence;

/// The rules that are read in the sources: sizes, explicit types, comments. A failure names each
/// offender as file:line.
class HouseRulesTest {
  private static HouseRules.Report main;
  private static HouseRules.Report tests;

  @BeforeAll
  static void parse() throws IOException {
    main = HouseRules.read(Path.of("src/main/java"), true);
    tests = HouseRules.read(Path.of("src/test/java"), false);
  }

  @Test
  void theEngineIsWrittenAsTheHouseAsks() {
    assertThat(main.files()).isPositive();
    assertThat(main.offences()).isEmpty();
  }

  @Test
  void theTestsAreWrittenAsTheHouseAsks() {
    assertThat(tests.files()).isPositive();
    assertThat(tests.offences()).isEmpty();
  }

  /// Each rule on a source that breaks it, so that none is blind.
  @ParameterizedTest(name = "{0}")
  @MethodSource("breaches")
  void eachRuleTurnsRed(String complaint, String source) throws IOException {
    List<Offence> offences = HouseRules.read("Broken.java", source, true).offences();
    assertThat(offences).hasSize(1);
    assertThat(offences.getFirst().complaint()).contains(complaint);
  }

  @Test
  void aGoodSourceIsGreen() throws IOException {
    String source =
        """
        package org.paperround.article;

        /// A good one: #12 says what is TODO. A record may have many parts.
        public record Good(int a, int b, int c, int d, int e, int f, int g) {
          // TODO #12: more of it
          int sum(int one, int two, int three, int four, int five, int six) {
            return one + two + three + four + five + six;
          }
        }
        """;
    assertThat(HouseRules.read("Good.java", source, true).offences()).isEmpty();
  }

  static Stream<Arguments> breaches() {
    return Stream.of(
        breach(
            "lines in one method", inClass("  void f() {\n" + "    g();\n".repeat(39) + "  }\n")),
        breach("lines in one file", inClass("\n".repeat(400))),
        breach(
            "parameters", inClass("  void f(int a, int b, int c, int d, int e, int f, int g) {}")),
        breach("explicit type", inClass("  void f() { var one = 1; }")),
        breach("explicit type", inClass("  void f() { for (var one : list()) {} }")),
        breach("explicit type", inClass("  F f = (var one) -> one;")),
        breach("///", inClass("  /** Old. */\n  void f() {}")),
        breach("issue", inClass("  // TODO later\n  void f() {}")),
        breach("issue", inClass("  // FIXME later\n  void f() {}")),
        breach("public types", "package org.paperround.article;\n\npublic class Broken {}\n"),
        breach("out of cli", inClass("  void f() { System.out.println(); }")));
  }

  private static Arguments breach(String complaint, String source) {
    return Arguments.of(complaint, source);
  }

  private static String inClass(String body) {
    return "package org.paperround.article;\n\n/// Broken.\npublic class Broken {\n" + body + "}\n";
  }
}
