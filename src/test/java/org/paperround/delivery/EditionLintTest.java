package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.digest.lint.DeadLinks;
import org.paperround.digest.lint.Finding;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.ReadMail;
import org.paperround.platform.http.FetchConfig;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.testing.CommandLine;
import org.paperround.testing.TestDatabase;
import org.paperround.testing.WebSite;

/// What an editor is told of an edition before anybody gets it.
class EditionLintTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  @RegisterExtension final WebSite portal = new WebSite();

  private Press press;
  private HttpFetcher fetcher;

  @BeforeEach
  void openThePress() {
    press = new Press(database.url());
    fetcher =
        new HttpFetcher(
            new FetchConfig(
                "Paperround/test",
                true,
                Map.of(),
                1 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    fetcher.close();
    press.close();
  }

  @Test
  void anEditionOfOursHasNoErrorInAnyLanguage() {
    press.publish(8);
    assertThat(check(press.approve())).isEmpty();
  }

  @Test
  void anEditorsWordsAreSaidOnceInTheFirstMailThatHasThem() {
    press.publish(8);
    Edition edition = press.approve();
    press.engine.editions().words(edition.id(), List.of("Re: your order!!"), null, StaffActor.CLI);

    assertThat(check(found(edition)))
        .containsExactly(
            "error subject en/new/subject It pretends to answer or to forward a mail.",
            "warning subject en/new/subject It has marks in a row, as spam has.");
  }

  @Test
  void everySubjectOfSeveralIsLookedAt() {
    press.publish(8);
    Edition edition = press.approve();
    press
        .engine
        .editions()
        .words(
            edition.id(),
            List.of("A calm morning", "Act now", "Re: news"),
            "What the council decided, and why",
            StaffActor.CLI);

    assertThat(check(found(edition)))
        .containsExactly(
            "error subject subject/3 It pretends to answer or to forward a mail.",
            "warning subject subject/2 Spam filters know \"act now\" well.");
  }

  @Test
  void anEditionWithoutStoriesReachesNobody() {
    assertThat(check(press.approve()))
        .containsExactly(
            "error size edition It has too few stories that can be shown, so a new reader gets no"
                + " mail.");
  }

  @Test
  void fewerStoriesThanADigestHasIsSaid() {
    press.publish(press.newsletter.minStories() - 1);
    assertThat(check(press.approve()))
        .containsExactly(
            "error size edition It has too few stories that can be shown, so a new reader gets no"
                + " mail.");
  }

  @Test
  void nothingOfItIsRecorded() {
    press.publish(8);
    press.readers(2);
    Edition edition = press.send();
    Account before = press.account(edition);
    long plans = plans();

    check(edition);

    assertThat(press.account(edition)).isEqualTo(before);
    assertThat(plans()).as("what is sent is made when it is sent").isEqualTo(plans);
  }

  @Test
  void itsMailsAreThoseOfTypicalReadersInEveryLanguage() {
    press.publish(8);
    Edition edition = press.approve();
    assertThat(new SampleMails(press.with).of(edition, press.engine.editions().pool(edition.id())))
        .extracting(SampleMails.Sample::name)
        .containsExactly(
            "en/new", "cy/new", "fr/new", "de/new", "en/follows", "en/topic", "en/text");
  }

  @Test
  void whoFollowsATopicIsToldSoWhereAStoryIsThereForThat() {
    press.publish(8);
    Edition edition = press.approve();
    Map<String, String> mails =
        new SampleMails(press.with)
            .of(edition, press.engine.editions().pool(edition.id())).stream()
                .collect(
                    Collectors.toMap(
                        SampleMails.Sample::name, mail -> ReadMail.parse(mail.message()).text()));

    assertThat(mails.get("en/topic")).contains("Because you follow uk");
    assertThat(mails.get("en/new")).doesNotContain("Because you follow");
  }

  @Test
  void itsPagesAreAskedForAndImagesWithoutWordsAreSaid() {
    press.publish(4);
    Edition edition = press.approve();
    for (String ordinal : List.of("2", "3", "4")) {
      portal.page("/" + ordinal, "text/html", "<p>here</p>");
    }
    press.execute(
        "UPDATE card SET content = content || jsonb_build_object('url', '"
            + portal.address("/")
            + "' || ordinal)");
    picture(2, "https://a.example/i.png", "chr(8203)");
    picture(3, "http://a.example/i.png", "''");

    assertThat(
            new EditionLint(press.with, new SampleMails(press.with), new DeadLinks(fetcher))
                .check(found(edition), true).stream()
                    .map(finding ->
                        finding.severity() + " " + finding.rule().code() + " " + finding.place()))
        .containsExactly("ERROR link-dead html/a", "WARNING image-alt card/2");
  }

  @Test
  void theCommandExitsWithOneWhereThereAreErrors() {
    press.publish(8);
    Edition edition = press.approve();
    assertThat(CommandLine.on(database, "lint", "latest", "--no-links"))
        .isEqualTo(new CommandLine.Ran(0, "lint errors=0 warnings=0"));

    press.engine.editions().words(edition.id(), List.of("Fwd: news"), null, StaffActor.CLI);

    CommandLine.Ran ran = CommandLine.on(database, "lint", edition.id().toString(), "--no-links");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).startsWith("error subject ").endsWith("lint errors=1 warnings=0");
    assertThat(CommandLine.run("lint", "src/test/resources/golden/digest-plain.eml"))
        .isEqualTo(new CommandLine.Ran(0, "lint errors=0 warnings=0"));
    assertThat(CommandLine.run("lint", "nowhere.eml").status()).isEqualTo(2);
    assertThat(CommandLine.on(database, "lint", "999").status()).isEqualTo(2);
  }

  @Test
  void aTextThatALanguageDoesNotHaveIsNamedWithItsFile(@TempDir Path templates) throws IOException {
    press.publish(8);
    Edition edition = press.approve();
    Path file =
        Files.createDirectories(templates.resolve("i18n")).resolve("messages_cy.properties");
    Files.writeString(
        file,
        Files.readString(Path.of("templates/i18n/messages_cy.properties"))
            .replaceFirst("(?m)^digest.greeting.morning=.*$", ""));

    assertThat(
            CommandLine.on(
                database,
                "lint",
                edition.id().toString(),
                "--no-links",
                "--templates",
                templates.toString()))
        .isEqualTo(
            new CommandLine.Ran(
                0,
                "warning untranslated cy/digest.greeting.morning "
                    + file
                    + " has no text for it; its readers get the English one.\n"
                    + "lint errors=0 warnings=1"));
  }

  /// `alt`: as SQL.
  private void picture(int ordinal, String url, String alt) {
    press.execute(
        "UPDATE card SET content = content || jsonb_build_object('image', jsonb_build_object('url',"
            + " '"
            + url
            + "', 'alt', "
            + alt
            + ", 'width', 1200, 'height', 675)) WHERE ordinal = "
            + ordinal);
  }

  private long plans() {
    return database.number("SELECT count(*) FROM plan");
  }

  private Edition found(Edition edition) {
    return press.engine.editions().find(edition.id()).orElseThrow();
  }

  private List<String> check(Edition edition) {
    return new EditionLint(press.with, new SampleMails(press.with), new DeadLinks(fetcher))
        .check(edition, false).stream().map(Finding::toString).toList();
  }
}
