package org.paperround.newsletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paperround.testing.NewsletterFixture.BRIEFING;

import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.TestDatabase;

class NewslettersTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Newsletters newsletters;

  @BeforeEach
  void open() {
    newsletters = new Newsletters(database.get());
  }

  @Test
  void whatWasDefinedIsReadBackWhole() {
    Newsletter weekend =
        BRIEFING
            .slug("weekend")
            .on(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY))
            .in("America/New_York")
            .build();

    Newsletter stored = newsletters.define(weekend);

    assertThat(stored).usingRecursiveComparison().ignoringFields("id").isEqualTo(weekend);
    assertThat(newsletters.bySlug("weekend")).contains(stored);
    assertThat(newsletters.get(stored.id())).isEqualTo(stored);
    assertThat(newsletters.all()).contains(stored);
  }

  @Test
  void definingTheSameSlugChangesTheNewsletterAndKeepsItsId() {
    Newsletter first = newsletters.define(BRIEFING.build());
    Newsletter second = newsletters.define(BRIEFING.at("07:30").build());

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(newsletters.get(first.id()).sendTime()).isEqualTo("07:30");
  }

  @Test
  void whenSilentReadersAreAskedIsReadBackAndHasItsBounds() {
    SunsetPolicy policy = new SunsetPolicy(90, 12, 20, 60);
    Newsletter stored = newsletters.define(NewsletterFixture.asking(BRIEFING.build(), policy));
    assertThat(newsletters.get(stored.id()).sunset()).isEqualTo(policy);
    assertThat(stored.alerting("alerts", "Alerts", "x").sunset()).isEqualTo(SunsetPolicy.OFF);

    assertThatThrownBy(() ->
            newsletters.define(
                NewsletterFixture.asking(BRIEFING.build(), new SunsetPolicy(7, 0, 1, 1))))
        .isInstanceOf(InvalidNewsletterException.class)
        .hasMessageContaining("before a reader is asked is 7: it must be between 30 and 365")
        .hasMessageContaining("between 1 and 100")
        .hasMessageContaining("between 3 and 90")
        .hasMessageContaining("between 7 and 365");
  }

  @Test
  void aNewInstallationHasOneNewsletterToBeginWith() {
    assertThat(newsletters.all()).extracting(Newsletter::slug).containsExactly("morning-briefing");
  }

  @Test
  void everyProblemIsNamedAndNothingIsStored() {
    Newsletter bad =
        BRIEFING
            .slug("Morning Briefing")
            .on(Set.of())
            .in("+01:00")
            .from("briefing@news.example\r\nBcc: everyone@news.example")
            .build();

    assertThatThrownBy(() -> newsletters.define(bad))
        .isInstanceOf(InvalidNewsletterException.class)
        .hasMessageContaining("slug 'Morning Briefing'")
        .hasMessageContaining("at least one send day")
        .hasMessageContaining("zone '+01:00' must be a region such as Europe/London")
        .hasMessageContaining("sender address");
    assertThatThrownBy(
            () -> newsletters.define(NewsletterFixture.in(BRIEFING.build(), Locale.of("xx"))))
        .isInstanceOf(InvalidNewsletterException.class)
        .hasMessageContaining("language 'xx' must be one that mails have: en, cy, fr, de");
    assertThat(newsletters.all()).hasSize(1);
    assertThat(bad.zone()).isEqualTo(ZoneOffset.ofHours(1));
  }
}
