package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.StoryFixture;

/// Sections and topics on a reader's page.
class PreferenceInterestsTest {
  private static final String DAYS = "day=1&day=2&day=3&day=4&day=5&day=6&day=7";

  @RegisterExtension final Site site = new Site();

  @Test
  void aMuteMayEndAndKeepsItsEndWhenOtherThingsChange() {
    SubscriberId anna = site.reader("anna");
    String path = site.preferencesPath(anna);

    site.post(path, DAYS + "&mute=topic%3ARail&mute-for=30");
    assertThat(site.preferences(anna).mutes()).containsExactly(Mute.parse("2026-07-01/topic:Rail"));
    site.clock.set(Site.NOW.plus(Duration.ofDays(10)));
    site.post(path, DAYS + "&mute=topic%3ARail&mute=section%3Asport");

    assertThat(site.preferences(anna).mutes())
        .containsExactlyInAnyOrder(
            Mute.parse("2026-07-01/topic:Rail"), Mute.parse("section:sport"));
    assertThat(site.get(path).body()).contains("Rail (until 1 July 2026)");

    site.clock.set(Instant.parse("2026-06-30T23:00:00Z")); // midnight in London
    assertThat(site.get(path).body())
        .contains("Sport: no story of the last week")
        .doesNotContain("Rail (until");
    assertThat(site.post(path, DAYS + "&mute=topic%3ARail&mute-for=31").statusCode())
        .isEqualTo(422);
  }

  @Test
  void topicsAreNamedInThePagesLanguage() {
    SubscriberId anna = site.reader("anna");
    String path = site.preferencesPath(anna);
    site.post(path, DAYS + "&follow=topic%3ALocal+government&mute=topic%3ATide+mills");

    assertThat(site.get(path + "?lang=cy").body())
        .contains(
            "Llywodraeth leol</span>", "Tide mills</span>", "value=\"topic:Local government\"")
        .doesNotContain("Local government</span>");
  }

  @Test
  void whatIsMutedShowsWhatItHides() {
    SubscriberId anna = site.reader("anna");
    StoryFixture stories = new StoryFixture(site.database.get());
    stories.own("Rail talks resume", "politics", Site.NOW.minusSeconds(3_600));
    stories.own("A vote is called", "politics", Site.NOW.minusSeconds(7_200));

    site.post(site.preferencesPath(anna), DAYS + "&mute=section%3Apolitics");

    assertThat(site.get(site.preferencesPath(anna)).body())
        .contains("Politics: 2 stories of the last week, one of them");
  }
}
