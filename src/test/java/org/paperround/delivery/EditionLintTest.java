package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.digest.lint.DeadLinks;
import org.paperround.digest.lint.Finding;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
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
    press.engine.editions().words(edition.id(), "Re: your order!!", null, StaffActor.CLI);

    assertThat(check(found(edition)))
        .containsExactly(
            "error subject en/new/subject It pretends to answer or to forward a mail.",
            "warning subject en/new/subject It has marks in a row, as spam has.");
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
  void pagesThatAreGoneOrMissingAreSaid() {
    portal.page("/here", "text/html", "<p>here</p>");
    portal.status("/gone", 410);
    portal.status("/broken", 500);
    List<Finding> found =
        new DeadLinks(fetcher)
            .among(
                Stream.of("/here", "/gone", "/missing", "/broken")
                    .map(path -> portal.address(path).toString())
                    .toList());

    assertThat(found)
        .extracting(finding -> finding.severity() + " " + finding.rule().code())
        .containsExactly("ERROR link-dead", "ERROR link-dead", "WARNING link-dead");
    assertThat(found.get(0).text()).contains("410", "/gone");
    assertThat(found.get(1).text()).contains("404", "/missing");
  }

  @Test
  void theCommandExitsWithOneWhereThereAreErrors() {
    press.publish(8);
    Edition edition = press.approve();
    assertThat(CommandLine.on(database, "lint", "latest", "--no-links"))
        .isEqualTo(new CommandLine.Ran(0, "lint errors=0 warnings=0"));

    press.engine.editions().words(edition.id(), "Fwd: news", null, StaffActor.CLI);

    CommandLine.Ran ran = CommandLine.on(database, "lint", edition.id().toString(), "--no-links");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).startsWith("error subject ").endsWith("lint errors=1 warnings=0");
    assertThat(CommandLine.run("lint", "nowhere.eml").status()).isEqualTo(2);
    assertThat(CommandLine.on(database, "lint", "999").status()).isEqualTo(2);
  }

  private long plans() {
    return press
        .database()
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT count(*) FROM plan").mapTo(Long.class).one());
  }

  private Edition found(Edition edition) {
    return press.engine.editions().find(edition.id()).orElseThrow();
  }

  private List<String> check(Edition edition) {
    return new EditionLint(press.with, new DeadLinks(fetcher))
        .check(edition, false).stream().map(Finding::toString).toList();
  }
}
