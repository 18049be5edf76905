package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.SubscriberId;

class TastePagesTest {
  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private Card card;
  private SubscriberId anna;

  @BeforeEach
  void edition() {
    edition = site.edition("sending");
    card = site.engine().editions().pool(edition.id()).cards().getFirst();
    anna = site.reader("anna");
  }

  @Test
  void moreOfAStoryFollowsItsSectionAndCanBeUndone() {
    HttpResponse<String> page = site.get(more());
    assertThat(page.body())
        .contains(card.content().headline(), "What would you like more of?", "Politics");

    HttpResponse<String> done = site.post(more(), "about=section%3Apolitics");

    assertThat(site.preferences(anna).follows())
        .containsExactly(Interest.parse("section:politics"));
    String saved = done.headers().firstValue("Location").orElseThrow();
    assertThat(site.get(saved).body()).contains("Saved.", "Undo");
    site.post(
        site.preferencesPath(anna) + "/undo",
        "change=" + saved.substring(saved.lastIndexOf('=') + 1));
    assertThat(site.preferences(anna).follows()).isEmpty();
  }

  @Test
  void lessOfAStoryMutesItForAWhileAndNoLongerFollowsIt() {
    site.post(more(), "about=section%3Apolitics");
    assertThat(site.get(less()).body()).contains("value=\"30\" selected");

    site.post(less(), "about=section%3Apolitics&for=30");

    assertThat(site.preferences(anna).follows()).isEmpty();
    assertThat(site.preferences(anna).mutes())
        .containsExactly(Mute.parse("2026-07-01/section:politics"));
    site.post(less(), "about=section%3Apolitics&for=");
    assertThat(site.preferences(anna).mutes()).containsExactly(Mute.parse("section:politics"));
    site.post(more(), "about=section%3Apolitics");
    assertThat(site.preferences(anna).mutes()).isEmpty();
  }

  @Test
  void lookingChangesNothingAndWhatTheStoryIsNotAboutIsRefused() {
    String before = site.state();

    for (int i = 0; i < 10; i++) {
      assertThat(site.get(more()).statusCode()).isEqualTo(200);
      site.send("HEAD", less(), HttpRequest.BodyPublishers.noBody());
    }
    assertThat(site.post(more(), "").statusCode()).isEqualTo(422);
    assertThat(site.post(more(), "about=topic%3AAnything").statusCode()).isEqualTo(422);
    assertThat(site.post(less(), "about=section%3Apolitics&for=31").statusCode()).isEqualTo(422);
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void whatNoReaderHasHadYetIsNotShown() {
    state("collecting");
    assertThat(site.get(more()).statusCode()).isEqualTo(404);
    state("sent");
    assertThat(site.get(more()).statusCode()).isEqualTo(200);
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute("UPDATE card SET embargoed_until = ?", Site.NOW.plusSeconds(60)));
    assertThat(site.get(more()).statusCode()).isEqualTo(404);
  }

  @Test
  void whatAnEditorDroppedIsNotShown() {
    site.database.get().useTransaction(handle -> handle.execute("UPDATE card SET dropped = true"));
    assertThat(site.get(more()).statusCode()).isEqualTo(404);
  }

  @Test
  void oddStoriesAndForgedTokensAreNotFound() {
    String path = site.preferencesPath(anna) + "/more/";
    for (String story : List.of("x", "1", "1-", "-1", "1-2-3", "99999-1", edition.id() + "-999")) {
      assertThat(site.get(path + story).statusCode()).as(story).isEqualTo(404);
    }
    assertThat(site.get(more().replace("/p/", "/p/x")).statusCode()).isEqualTo(404);
  }

  private void state(String state) {
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE edition SET state = ?", state));
  }

  private String more() {
    return site.preferencesPath(anna) + "/more/" + edition.id() + "-" + card.ordinal();
  }

  private String less() {
    return more().replace("/more/", "/less/");
  }
}
