package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.testing.NewsletterFixture;

/// Who left by mistake has it back with one button, and nobody else can bring anybody back.
class UndoPagesTest {
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  @RegisterExtension final Site site = new Site();

  @Test
  void theGoodbyePageHasAButtonThatBringsEverythingBackAsItWas() {
    SubscriberId anna = site.reader("anna");
    Map<String, Object> before = subscription();

    HttpResponse<String> page = site.post(undo(leave(anna, "")), "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Everything is as it was", "You get this again: Morning Briefing.");
    assertThat(subscription()).isEqualTo(before);
    assertThat(site.records(anna))
        .containsExactly(
            "imported test; opted in 2026-06-01T05:00:00Z", "ended page", "confirmed undo");
  }

  @Test
  void allThatOneActEndedComesBackAndNothingElse() {
    NewsletterId weekend = define("weekend");
    NewsletterId left = define("left-before");
    NewsletterId pending = define("never-confirmed");
    SubscriberId anna = site.reader("anna");
    site.reader(weekend, "anna");
    site.reader(left, "anna");
    site.post(Site.path(site.links().unsubscribeUrl(anna, left)), "");
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "INSERT INTO subscription (subscriber_id, newsletter_id, state, requested_at,"
                    + " confirmed_at) VALUES (?, ?, 'pending', now(), now())",
                anna.value(),
                pending.value()));
    site.clock.advance(Duration.ofMinutes(1));

    site.post(undo(leave(anna, "all=yes")), "");

    assertThat(site.subscribers().subscribedTo(anna))
        .as("who never confirmed is not confirmed by an undo")
        .containsExactly(Site.BRIEFING, weekend);
  }

  @Test
  void anUndoWorksOnce() {
    SubscriberId anna = site.reader("anna");
    String undo = undo(leave(anna, ""));
    site.post(undo, "");
    site.clock.advance(Duration.ofMinutes(1));
    leave(anna, "");
    String before = site.state();

    assertThat(site.post(undo, "").statusCode()).isEqualTo(410);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void anUndoWorksForADay() {
    SubscriberId anna = site.reader("anna");
    SubscriberId ben = site.reader("ben");
    String inTime = undo(leave(anna, ""));
    String late = undo(leave(ben, ""));
    site.clock.advance(Duration.ofDays(1));
    assertThat(site.post(inTime, "").statusCode()).isEqualTo(200);
    site.clock.advance(Duration.ofSeconds(1));

    HttpResponse<String> page = site.post(late, "");

    assertThat(page.statusCode()).isEqualTo(410);
    assertThat(page.body()).contains("cannot be undone", "/sign-up");
    assertThat(site.preferences(ben).subscribed()).isFalse();
  }

  @Test
  void whoHoldsOnlyTheLinkOfAMailCannotBringBackWhoLeft() {
    SubscriberId anna = site.reader("anna");
    leave(anna, "");
    SubscriberId ben = site.reader("ben");
    site.post(site.unsubscribePath(ben), ONE_CLICK);

    for (SubscriberId reader : List.of(anna, ben)) {
      for (String form : List.of("", "all=yes", ONE_CLICK, "undo=yes")) {
        assertThat(site.post(site.unsubscribePath(reader), form).body()).doesNotContain("/u/undo/");
      }
      assertThat(site.get(site.unsubscribePath(reader)).body()).doesNotContain("/u/undo/");
    }
  }

  @Test
  void forgedAlteredAndForeignTokensBringNobodyBack() {
    SubscriberId anna = site.reader("anna");
    String undo = undo(leave(anna, ""));
    int at = "/u/undo/".length() + 3;
    String altered =
        undo.substring(0, at) + (undo.charAt(at) == 'A' ? 'B' : 'A') + undo.substring(at + 1);
    String before = site.state();

    for (String bad :
        List.of(
            altered,
            undo + "A",
            "/u/undo/x",
            "/u/undo/" + "A".repeat(600),
            site.unsubscribePath(anna).replace("/u/", "/u/undo/"),
            site.preferencesPath(anna).replace("/p/", "/u/undo/"))) {
      assertThat(site.post(bad, "").statusCode()).as(bad).isEqualTo(404);
      assertThat(site.get(bad).statusCode()).as(bad).isEqualTo(404);
    }
    assertThat(site.post(undo.replace("/u/undo/", "/u/"), ONE_CLICK).statusCode()).isEqualTo(404);
    assertThat(site.post(undo.replace("/u/undo/", "/p/"), "").statusCode()).isEqualTo(404);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void noUndoOutweighsASuppression() {
    for (SuppressionReason reason : SuppressionReason.values()) {
      SubscriberId reader = site.reader("reader-" + reason.ordinal());
      String undo = undo(leave(reader, ""));
      site.database
          .get()
          .useTransaction(handle ->
              site.subscribers().suppress(handle, reader, reason, "", site.clock.instant()));
      String before = site.state();

      assertThat(site.post(undo, "").statusCode()).as(reason.name()).isEqualTo(410);
      assertThat(site.state()).as(reason.name()).isEqualTo(before);
    }
  }

  @Test
  void noUndoBringsBackWhoWasErasedOrIsGone() {
    SubscriberId anna = site.reader("anna");
    String erased = undo(leave(anna, ""));
    site.engine().rights().erase(anna, new Provenance("operator", Site.NOW, null, null));
    SubscriberId ben = site.reader("ben");
    String gone = undo(leave(ben, ""));
    site.database
        .get()
        .useTransaction(handle -> {
          handle.execute("DELETE FROM subscription WHERE subscriber_id = ?", ben.value());
          handle.execute("DELETE FROM subscriber WHERE id = ?", ben.value());
        });
    String before = site.state();

    assertThat(site.post(erased, "").statusCode()).isEqualTo(410);
    assertThat(site.post(gone, "").statusCode()).isEqualTo(410);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void whoAskedAnewIsNotConfirmedByAnOldUndo() {
    SubscriberId anna = site.reader("anna");
    String undo = undo(leave(anna, ""));
    site.post("/sign-up", "address=anna%40reader.example&newsletter=morning-briefing");
    String before = site.state();

    assertThat(site.post(undo, "").statusCode()).isEqualTo(410);
    assertThat(site.state()).isEqualTo(before);
  }

  private String leave(SubscriberId reader, String form) {
    return site.post(site.unsubscribePath(reader), form).body();
  }

  private static String undo(String page) {
    return UnsubscribePagesTest.undoPath(page);
  }

  private NewsletterId define(String slug) {
    return site.engine().newsletters().define(NewsletterFixture.BRIEFING.slug(slug).build()).id();
  }

  private Map<String, Object> subscription() {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery("SELECT * FROM subscription").mapToMap().one());
  }
}
