package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.staff.Role;

/// Who works at an edition knows of the others who do.
class DeskPresenceTest {
  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private DeskBrowser ann;
  private DeskBrowser ben;

  @BeforeEach
  void twoEditors() {
    edition = site.edition("collecting");
    ann = DeskBrowser.signedIn(site, "ann@news.example", Role.EDITOR);
    ben = DeskBrowser.signedIn(site, "ben@news.example", Role.PUBLISHER);
  }

  @Test
  void theOtherIsNamedOnceTheyHaveItOpen() {
    assertThat(here(ann)).isEmpty();

    assertThat(here(ben)).isEqualTo("ann@news.example is here, too.");
    assertThat(here(ann)).isEqualTo("ben@news.example is here, too.");
    assertThat(here(DeskBrowser.signedIn(site, "cem@news.example", Role.EDITOR)))
        .isEqualTo("ann@news.example and ben@news.example are here, too.");
  }

  @Test
  void anOpenPageIsToldAndCountsAsBeingThere() {
    here(ann);
    site.clock.advance(Duration.ofSeconds(20));
    assertThat(live(ann)).contains("event: here\ndata: >\n\n");
    site.clock.advance(Duration.ofSeconds(20));

    assertThat(live(ben)).contains("event: here\ndata: >ann@news.example is here, too.\n\n");
  }

  @Test
  void whoClosedThePageIsNotThereAnyMore() {
    here(ann);
    site.clock.advance(Duration.ofSeconds(25));

    assertThat(here(ben)).isEmpty();
  }

  @Test
  void whoMayOnlyLookOrMayNotAnyMoreIsNotNamed() {
    here(DeskBrowser.signedIn(site, "vera@news.example", Role.VIEWER));
    assertThat(here(ann)).isEmpty();

    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE staff_member SET active = false WHERE name = '' AND address LIKE 'ann%'"));
    assertThat(here(ben)).isEmpty();
  }

  @Test
  void todaySaysWhoHasAnEditionOpen() {
    here(ann);

    assertThat(Jsoup.parse(ben.get("/desk").body()).text())
        .contains("ann@news.example has it open.");
    assertThat(ann.get("/desk").body()).doesNotContain("has it open");
  }

  @Test
  void anotherEditionIsAnotherPlace() {
    here(ann);
    Edition other = site.engine().editions().build(site.another("evening"), site.clock.instant());

    assertThat(ben.get("/desk/editions/" + other.id()).body()).doesNotContain("is here, too");
  }

  @Test
  void aNameIsTextOnOneLine() {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE staff_member SET name = '<b>Ann</b>' || chr(10) || 'event: x' WHERE address"
                    + " LIKE 'ann%'"));
    here(ann);

    assertThat(here(ben)).isEqualTo("<b>Ann</b> event: x is here, too.");
    assertThat(live(ben)).contains("data: ><b>Ann</b> event: x is here, too.\n\n");
  }

  @Test
  void thePurgeForgetsIt() {
    here(ann);
    site.clock.advance(Duration.ofMinutes(1));

    assertThat(site.engine().staff().forgetSpent(site.clock.instant())).isEqualTo(1);
  }

  private String here(DeskBrowser browser) {
    return Jsoup.parse(browser.get("/desk/editions/" + edition.id()).body()).select("#here").text();
  }

  /// One look, as by a client that takes no stream.
  private String live(DeskBrowser browser) {
    return browser.get("/desk/editions/" + edition.id() + "/live").body();
  }
}
