package org.paperround.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.platform.template.Templates;

class ThemesTest {
  private static final Path COURIER = Path.of("templates/themes/courier/theme.properties");

  @TempDir Path templates;

  @ParameterizedTest
  @ValueSource(strings = {"courier", "harbour"})
  void thoseInTheJarAreAllRight(String name) {
    Themes themes = new Themes(new Templates(null));
    assertThat(themes.problems(name)).isEmpty();
    assertThat(themes.named(name).name()).isEqualTo(name);
  }

  @Test
  void anOperatorsThemeIsReadFromTheirFolder() throws IOException {
    write(courier().replace("#1a5fb4", "#0B5C8A") + "sections = sport, local-news\n");
    Theme mine = themes().named("mine");
    assertThat(mine.light().link()).isEqualTo("#0b5c8a");
    assertThat(mine.dark().link()).isEqualTo("#7cb7ff");
    assertThat(mine.sections()).containsExactly("sport", "local-news");
    assertThat(themes().operators()).containsExactly("mine");
  }

  @Test
  void aPairOfTooLittleContrastIsNamedWithHowMuchIsMissing() throws IOException {
    write(courier().replace("light.quiet = #565c66", "light.quiet = #8a8f98"));
    assertThat(problems())
        .containsExactly(
            place(8)
                + "light.quiet #8a8f98 on light.paper #ffffff has a contrast of 3.25: 1.25 short of"
                + " the 4.50 that readers need",
            place(8)
                + "light.quiet #8a8f98 on light.ground #f4f1ea has a contrast of 2.88: 1.62 short"
                + " of the 4.50 that readers need");
  }

  @Test
  void darkColoursAreCheckedAgainstDarkGrounds() throws IOException {
    write(courier().replace("dark.link = #7cb7ff", "dark.link = #1a5fb4"));
    assertThat(problems())
        .hasSize(2)
        .allMatch(problem -> problem.startsWith(place(18) + "dark.link #1a5fb4 on dark."));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceWithItsLine() throws IOException {
    write(
        courier()
                .replace("light.paper = #ffffff", "light.paper = white")
                .replace("dark.mark = #ff9a8f\n", "")
                .replace("font.text = Arial, Helvetica, sans-serif", "font.text = Arial; x")
            + "paper = #ffffff\nlight.ink = #000000\nlogo = mark.svg\nnonsense\n");
    assertThat(problems())
        .anyMatch(is(5, "light.paper wants a colour such as #16181d, not 'white'"))
        .anyMatch(is(3, "font.text wants names of fonts"))
        .anyMatch(is(1, "dark.mark is missing"))
        .anyMatch(is(19, "there is no key paper; known are font.headlines"))
        .anyMatch(is(20, "light.ink is there twice"))
        .anyMatch(is(21, "logo wants a PNG, JPEG or GIF"))
        .anyMatch(is(21, "the logo has no size: logo.width is missing"))
        .anyMatch(is(21, "the logo has no size: logo.height is missing"))
        .anyMatch(is(22, "'nonsense' has no ="))
        .hasSize(9);
  }

  @Test
  void aLogoIsAnImageInTheFolder() throws IOException {
    write(courier() + "logo = logo.png\nlogo.width = 180\nlogo.height = 40\n");
    assertThat(problems()).singleElement().asString().endsWith("logo.png is not in this folder");
    Files.writeString(folder().resolve("logo.png"), "no image");
    assertThat(problems()).singleElement().asString().contains("logo.png:1: the logo is no PNG");
    ImageIO.write(
        new BufferedImage(360, 80, BufferedImage.TYPE_INT_ARGB),
        "png",
        folder().resolve("logo.png").toFile());
    assertThat(problems()).isEmpty();
    Theme mine = themes().named("mine");
    assertThat(mine.logoUrl("https://news.example"))
        .isEqualTo("https://news.example/themes/mine/logo.png");
    assertThat(mine.logoUrl("http://localhost:8080")).isEmpty();
  }

  @Test
  void oneThatIsNotThereIsTheFirst() {
    assertThat(themes().problems("nowhere"))
        .singleElement()
        .asString()
        .contains("nowhere/theme.properties:1: there is no theme nowhere");
    assertThat(themes().problems("../courier")).isNotEmpty();
    assertThat(themes().named("nowhere").name()).isEqualTo(Theme.FIRST);
  }

  private static String courier() throws IOException {
    return Files.readString(COURIER);
  }

  private Path folder() {
    return templates.resolve("themes/mine");
  }

  private void write(String properties) throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("theme.properties"), properties);
  }

  private Themes themes() {
    return new Themes(new Templates(templates));
  }

  private List<String> problems() {
    return themes().problems("mine");
  }

  private String place(int line) {
    return folder().resolve("theme.properties") + ":" + line + ": ";
  }

  private Predicate<String> is(int line, String what) {
    return problem -> problem.startsWith(place(line) + what);
  }
}
