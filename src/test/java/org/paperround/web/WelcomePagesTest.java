package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.testing.StoryFixture;

/// Who confirms on the page is told of the latest edition, and gets it, where the newsletter wants
/// that.
class WelcomePagesTest {
  private static final String ON_ITS_WAY = "The latest edition of Morning Briefing is on its way";

  @RegisterExtension final Site site = new Site();

  @Test
  void whoConfirmsIsToldThatTheLatestEditionFollowsAndItDoes() {
    Edition edition = edition(true);

    HttpResponse<String> page = confirm();
    site.engine().deliveries().tick();

    assertThat(page.body()).contains(ON_ITS_WAY);
    assertThat(site.mails().getLast().text().replaceAll("\\s+", " "))
        .contains("The latest edition of Morning Briefing follows in a mail of its own");
    assertThat(site.engine().deliveries().account(edition.id()).orElseThrow().eligible())
        .isEqualTo(2);
  }

  @Test
  void otherwiseNobodyIsToldSo() {
    Edition edition = edition(false);

    HttpResponse<String> page = confirm();
    site.engine().deliveries().tick();

    assertThat(page.body()).contains("from the next edition on").doesNotContain(ON_ITS_WAY);
    assertThat(site.mails().getLast().text()).doesNotContain("latest edition");
    assertThat(site.engine().deliveries().account(edition.id()).orElseThrow().eligible())
        .isEqualTo(1);
  }

  @Test
  void aLinkThatIsUsedTwiceBringsOneEdition() {
    Edition edition = edition(true);
    confirm();
    site.engine().deliveries().tick();

    assertThat(site.post(Site.link(site.mails().getFirst(), "/c/"), "").body())
        .doesNotContain(ON_ITS_WAY);
    site.engine().deliveries().tick();

    assertThat(site.engine().deliveries().account(edition.id()).orElseThrow().eligible())
        .isEqualTo(2);
  }

  /// One that is out, with one reader.
  private Edition edition(boolean welcoming) {
    Newsletter newsletter =
        site.engine()
            .newsletters()
            .define(site.engine().newsletters().get(Site.BRIEFING).welcomingWithEdition(welcoming));
    site.reader("ben");
    StoryFixture stories = new StoryFixture(site.database.get());
    for (int i = 1; i <= 5; i++) {
      stories.own("Story " + i, "politics", Site.NOW.minus(Duration.ofMinutes(10L * i)));
    }
    Edition edition = site.engine().editions().build(newsletter, Site.NOW);
    site.engine().editions().approve(edition.id(), StaffActor.CLI);
    site.engine().deliveries().tick();
    return edition;
  }

  private HttpResponse<String> confirm() {
    site.post("/sign-up", "address=anna%40reader.example&newsletter=morning-briefing");
    return site.post(Site.link(site.mails().getFirst(), "/c/"), "");
  }
}
