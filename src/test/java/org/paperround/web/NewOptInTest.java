package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;

/// What a new opt-in outweighs, and what it does not.
class NewOptInTest {
  @RegisterExtension final Site site = new Site();

  @Test
  void aNewOptInOutweighsAnErasureAndBeginsFromNothing() {
    SubscriberId before = site.reader("anna");
    site.post(site.preferencesPath(before) + "/erase", "sure=yes");
    assertThat(row("SELECT string_agg(reason, ' ') FROM suppression")).isEqualTo("erased");

    signUp("anna");
    site.post(Site.link(site.mails().getFirst(), "/c/"), "");

    assertThat(anna()).isNotEqualTo(before);
    assertThat(site.preferences(anna()).subscribed()).isTrue();
    assertThat(site.records(anna())).containsExactly("requested", "confirmed", "unsuppressed");
    assertThat(row("SELECT count(*)::text FROM suppression")).isEqualTo("0");
    assertThat(site.subscribers().subscribedTo(before)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLAINT", "OPERATOR"})
  void aNewOptInNeverOutweighsAPersonsWord(SuppressionReason word) {
    SubscriberId anna = site.reader("anna");
    signUp("ben");
    site.suppress(anna, word);

    signUp("anna");

    assertThat(site.mails()).as("only that to the other").hasSize(1);
    assertThat(row("SELECT string_agg(reason, ' ') FROM suppression"))
        .isEqualTo(word.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void aNewOptInLiftsABounce() {
    SubscriberId bounced = site.reader("bounced");
    site.suppress(bounced, SuppressionReason.HARD_BOUNCE);
    site.clock.advance(Duration.ofHours(1));

    signUp("bounced");
    assertThat(row("SELECT count(*)::text FROM suppression")).isEqualTo("1");
    String link = Site.link(site.mails().getFirst(), "/c/");
    assertThat(site.get(link).body()).contains("<form");
    assertThat(site.post(link, "").statusCode()).isEqualTo(200);

    assertThat(site.records(bounced))
        .containsExactly(
            "imported test; opted in 2026-06-01T05:00:00Z",
            "suppressed hard_bounce",
            "requested",
            "confirmed",
            "unsuppressed");
    assertThat(row("SELECT count(*)::text FROM suppression")).isEqualTo("0");
  }

  @Test
  void aLinkFromBeforeABounceDoesNotLiftIt() {
    signUp("anna");
    String link = Site.link(site.mails().getFirst(), "/c/");
    site.post(link, "");
    site.clock.advance(Duration.ofHours(1));
    site.suppress(anna(), SuppressionReason.HARD_BOUNCE);

    assertThat(site.post(link, "").body()).doesNotContain("<form");
    assertThat(row("SELECT count(*)::text FROM suppression")).isEqualTo("1");
  }

  @Test
  void aComplaintBetweenRequestAndConfirmationWins() {
    signUp("anna");
    String link = Site.link(site.mails().getFirst(), "/c/");
    site.suppress(anna(), SuppressionReason.COMPLAINT);

    assertThat(site.post(link, "").statusCode()).isEqualTo(410);
    assertThat(site.preferences(anna()).subscribed()).isFalse();
  }

  private void signUp(String local) {
    site.post("/sign-up", "newsletter=morning-briefing&address=" + local + "%40reader.example");
  }

  private SubscriberId anna() {
    return site.subscribers()
        .byAddress(new org.paperround.mail.EmailAddress("anna", "reader.example"))
        .orElseThrow();
  }

  private String row(String sql) {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
