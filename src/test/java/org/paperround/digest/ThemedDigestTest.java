package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.digest.DigestFixture.front;
import static org.paperround.digest.DigestFixture.section;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.digest.lint.MailLint;
import org.paperround.edition.Pool;
import org.paperround.edition.Words;
import org.paperround.mail.DkimSigner;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.template.Templates;
import org.paperround.testing.TestDatabase;

class ThemedDigestTest {
  private static final Newsletter HARBOUR = DigestFixture.BRIEFING.looking("harbour");
  private static final List<ChosenCard> CARDS =
      List.of(front(1), section(2, "sport"), section(3, "politics"), section(4, "local-news"));

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path templates;

  private DigestFixture fixture;
  private Pool pool;

  @BeforeEach
  void makeAnEdition() {
    fixture =
        new DigestFixture(database.get(), DkimSigner.none())
            .worded(
                new Words(
                    List.of("What the day brings"),
                    "A sentence long enough for what inboxes show of it, so that nothing follows"
                        + " it.",
                    1,
                    null));
    pool =
        fixture.pool(
            CardFixture.card(1).front(1),
            CardFixture.card(2).about("sport"),
            CardFixture.card(3).about("politics"),
            CardFixture.card(4).about("local-news"));
  }

  @Test
  void aThemeGivesColoursFontsAndTheOrderOfSections() {
    byte[] mail = mail(fixture.digests(), HARBOUR);
    ReadMail read = ReadMail.of(mail);
    assertThat(read.html())
        .contains("#10242b", "#6fd3bb", "Trebuchet MS")
        .doesNotContain("#16181d", "#ff9a8f", "Georgia");
    assertThat(read.text().lines().filter(List.of("Local news", "Politics", "Sport")::contains))
        .containsExactly("Local news", "Politics", "Sport");
    assertThat(MailLint.check(mail)).isEmpty();
  }

  @Test
  void withoutAnOrderSectionsComeAsTheyAreChosen() {
    ReadMail read = ReadMail.of(mail(fixture.digests(), DigestFixture.BRIEFING));
    assertThat(read.text().lines().filter(List.of("Local news", "Politics", "Sport")::contains))
        .containsExactly("Sport", "Politics", "Local news");
  }

  @Test
  void whatWentOutStaysAsItWasWhenItsThemeChanges() throws IOException {
    byte[] before = mail(fixture.digests(), HARBOUR);
    String properties = Files.readString(Path.of("templates/themes/harbour/theme.properties"));
    write("harbour", properties.replace("#10242b", "#000000").replace("sections =", "#"));
    Digests changed = fixture.digests(new Templates(templates));
    assertThat(mail(changed, HARBOUR)).isEqualTo(before);
    assertThat(
            changed.html(changed.draft(fixture.edition, pool, HARBOUR, Locale.ENGLISH), request()))
        .contains("#000000")
        .doesNotContain("#10242b");
  }

  @Test
  void anotherThemeIsAnotherPlan() {
    Digests digests = fixture.digests();
    Plan courier = digests.plan(fixture.edition, pool, DigestFixture.BRIEFING, Locale.ENGLISH);
    Plan harbour = digests.plan(fixture.edition, pool, HARBOUR, Locale.ENGLISH);
    assertThat(harbour.id()).isNotEqualTo(courier.id());
  }

  @Test
  void aLogoStandsWhereTheNameStoodAndATemplateOfTheThemeIsTaken() throws IOException {
    write("mine", courier() + "logo = logo.png\nlogo.width = 180\nlogo.height = 40\n");
    ImageIO.write(
        new BufferedImage(360, 80, BufferedImage.TYPE_INT_ARGB),
        "png",
        templates.resolve("themes/mine/logo.png").toFile());
    Path text = templates.resolve("themes/mine/digest/digest.txt");
    Files.createDirectories(text.getParent());
    Files.writeString(
        text,
        Files.readString(Path.of("templates/digest/digest.txt"))
            .replaceFirst("\\[\\(\\$\\{view.portal}\\)]", "OURS"));
    byte[] mail =
        mail(fixture.digests(new Templates(templates)), DigestFixture.BRIEFING.looking("mine"));
    ReadMail read = ReadMail.of(mail);
    assertThat(read.document().select("h1 img").outerHtml())
        .contains("src=\"https://news.thecourier.example/themes/mine/logo.png\"")
        .contains("width=\"180\"", "height=\"40\"", "alt=\"The Courier\"");
    assertThat(read.text()).startsWith("OURS");
    assertThat(MailLint.check(mail)).isEmpty();
  }

  private void write(String theme, String properties) throws IOException {
    Path file = templates.resolve("themes/" + theme + "/theme.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, properties);
  }

  private static String courier() throws IOException {
    return Files.readString(Path.of("templates/themes/courier/theme.properties"));
  }

  private byte[] mail(Digests digests, Newsletter newsletter) {
    Plan plan = digests.plan(fixture.edition, pool, newsletter, Locale.ENGLISH);
    return digests.assemble(plan, request()).message();
  }

  private DigestRequest request() {
    return fixture.request("Anna", false, CARDS);
  }
}
