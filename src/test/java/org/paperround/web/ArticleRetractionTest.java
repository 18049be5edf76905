package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.web.PushingPortal.ONE;
import static org.paperround.web.PushingPortal.article;
import static org.paperround.web.PushingPortal.json;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Portals take back what they pushed.
class ArticleRetractionTest {
  @RegisterExtension final PushingPortal portal = new PushingPortal();

  @Test
  void anArticleIsTakenBackByItsAddressOrIdAndStaysAway() {
    portal.post(ONE, article("a", "Rail talks", ", \"externalId\": \"1\""));
    portal.post(ONE, article("b", "Storm Edda", ", \"externalId\": \"2\""));

    assertThat(portal.delete("?externalId=1").statusCode()).isEqualTo(200);
    assertThat(json(portal.delete("?externalId=1")).path("result").asText()).isEqualTo("unchanged");
    assertThat(
            json(portal.delete("?url=http://courier.example/b%3Futm_source=x"))
                .path("result")
                .asText())
        .isEqualTo("retracted");
    assertThat(portal.delete("?externalId=3").statusCode()).isEqualTo(404);
    assertThat(portal.delete("?externalId=a%00b").statusCode()).isEqualTo(404);
    assertThat(portal.delete("?url=nonsense").statusCode()).isEqualTo(404);
    assertThat(portal.delete("").statusCode()).isEqualTo(422);
    assertThat(portal.all()).isEmpty();

    HttpResponse<String> again = portal.post(ONE, article("a", "Rail talks go on", ""));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(portal.all()).isEmpty();
  }

  @Test
  void aSourceCannotTakeBackAnothersArticle() {
    portal.post(ONE, article("a", "Rail talks", ""));
    portal.define("ledger");
    String other = "Bearer " + portal.key("ledger");

    assertThat(
            portal
                .send("DELETE", ONE + "?url=https://courier.example/a", "", "text/plain", other)
                .statusCode())
        .isEqualTo(404);
    assertThat(portal.all()).hasSize(1);
  }
}
