package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.PageSelectors;
import org.paperround.article.SourceDefinition;
import org.paperround.article.SourceKind;
import org.paperround.article.SourceSettings;
import org.paperround.testing.FakeHub;
import org.paperround.testing.WebSite;

/// Feeds that offer a hub are subscribed to there (WebSub), and news is read as soon as it tells.
class HubPagesTest {
  @RegisterExtension final Site site = new Site();
  @RegisterExtension final WebSite feeds = new WebSite();

  private FakeHub hub;
  private String topic;

  @BeforeEach
  void open() {
    site.start(Map.of("fetch.allow-private", "true"));
    hub =
        new FakeHub(
            feeds,
            callback ->
                callback.replace("https://news.example", "http://127.0.0.1:" + site.port()));
    topic = feeds.address("/feed").toString();
    feed("<atom:link rel='hub' href='/hub'/><atom:link rel='self' href='/feed'/>");
    define();
  }

  @Test
  void aFeedThatOffersAHubIsSubscribedToAndPolledLessOftenButStillPolled() {
    subscribe();

    assertThat(hub.requests()).hasSize(1);
    assertThat(hub.last())
        .containsEntry("hub.mode", "subscribe")
        .containsEntry("hub.topic", topic)
        .containsEntry("hub.lease_seconds", "864000")
        .containsOnlyKeys(
            "hub.mode", "hub.topic", "hub.callback", "hub.lease_seconds", "hub.secret");
    assertThat(hub.last().get("hub.callback")).startsWith("https://news.example/hub/");
    assertThat(hub.last().get("hub.secret")).matches("[0-9a-f]{64}");
    later(Duration.ofMinutes(6));
    poll();
    assertThat(reads()).as("the interval begins anew when it is read").isEqualTo(2);
    later(Duration.ofMinutes(6));
    poll();
    assertThat(reads()).isEqualTo(2);
    later(Duration.ofMinutes(15));
    poll();
    assertThat(reads()).isEqualTo(3);
  }

  @Test
  void newsThatAHubTellsIsReadAtOnce() {
    subscribe();
    later(Duration.ofMinutes(1));
    poll();
    assertThat(reads()).isEqualTo(1);

    assertThat(hub.sends("<rss/>", null).statusCode()).isEqualTo(202);
    poll();
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void aForgedCallIsAnsweredAlikeAndDoesNothing() {
    subscribe();

    assertThat(hub.sends("<rss/>", hub.signature("<rss></rss>")).statusCode()).isEqualTo(202);
    poll();
    assertThat(reads()).isEqualTo(1);
    assertThat(site.get("/metrics").body())
        .contains("paperround_article_hub_total{outcome=\"forged\"} 1.0");
  }

  @Test
  void onlyWhatWeAskedForIsConfirmed() {
    poll();
    tick();

    assertThat(hub.verifies("subscribe", "https://evil.example/feed", 60).statusCode())
        .isEqualTo(404);
    assertThat(hub.verifies("unsubscribe", topic, 0).statusCode()).isEqualTo(404);
    assertThat(hub.verifies("rubbish", topic, 0).statusCode()).isEqualTo(404);
    assertThat(site.get("/hub/forged?hub.mode=subscribe&hub.challenge=x").statusCode())
        .isEqualTo(404);
    assertThat(
            site.send("POST", "/hub/forged", HttpRequest.BodyPublishers.ofString("x")).statusCode())
        .isEqualTo(410);
    HttpResponse<String> confirmed = hub.verifies("subscribe", topic, 864_000);
    assertThat(confirmed.statusCode()).isEqualTo(200);
    assertThat(confirmed.body()).isEqualTo("c+1");
    assertThat(confirmed.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }

  @Test
  void aSubscriptionIsRenewedBeforeItEnds() {
    subscribe();
    later(Duration.ofDays(7));
    tick();
    assertThat(hub.requests()).hasSize(1);
    later(Duration.ofDays(1).plusMinutes(1));
    tick();

    assertThat(hub.requests()).hasSize(2);
    assertThat(hub.last()).isEqualTo(hub.requests().getFirst());
    assertThat(hub.verifies("subscribe", topic, 864_000).statusCode()).isEqualTo(200);
  }

  @Test
  void aHubThatRefusesIsAskedMoreAndMoreRarelyAndTheFeedIsPolledAsBefore() {
    hub.answers(500);
    poll();
    for (int i = 0; i < 24 * 6; i++) {
      tick();
      later(Duration.ofMinutes(10));
    }
    assertThat(hub.requests()).hasSizeBetween(5, 9);
    poll();
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void aDenialEndsTheStretchAndIsNotAskedAgainForADay() {
    subscribe();
    assertThat(hub.verifies("denied", topic, 0).statusCode()).isEqualTo(200);
    later(Duration.ofMinutes(6));
    poll();
    later(Duration.ofMinutes(6));
    poll();
    tick();

    assertThat(reads()).isEqualTo(3);
    assertThat(hub.requests()).hasSize(1);
    later(Duration.ofDays(1));
    tick();
    assertThat(hub.requests()).hasSize(2);
  }

  @Test
  void theEndOfASourceEndsItsSubscription() {
    subscribe();
    site.engine().articles().remove("courier");
    tick();

    assertThat(hub.last())
        .containsEntry("hub.mode", "unsubscribe")
        .containsEntry("hub.callback", hub.requests().getFirst().get("hub.callback"));
    assertThat(hub.sends("<rss/>", null).statusCode()).isEqualTo(410);
    assertThat(hub.verifies("subscribe", topic, 60).statusCode()).isEqualTo(404);
    assertThat(hub.verifies("unsubscribe", topic, 0).body()).isEqualTo("c+1");
    later(Duration.ofDays(2));
    tick();
    assertThat(hub.requests()).hasSize(2);
  }

  @Test
  void aFeedThatNamesAnotherTopicIsSubscribedToAnewAndOneThatNamesNoneNoMore() {
    subscribe();
    feed("<atom:link rel='hub' href='/hub'/><atom:link rel='self' href='/other'/>");
    later(Duration.ofHours(1));
    poll();
    tick();
    assertThat(hub.requests().subList(1, 3))
        .extracting(request -> request.get("hub.mode") + " " + request.get("hub.topic"))
        .containsExactlyInAnyOrder(
            "unsubscribe " + topic, "subscribe " + topic.replace("/feed", "/other"));
    later(Duration.ofHours(1));
    tick();

    feed("");
    later(Duration.ofHours(1));
    poll();
    later(Duration.ofDays(3));
    tick();
    tick();
    assertThat(hub.last().get("hub.mode")).isEqualTo("unsubscribe");
    assertThat(hub.requests().stream().skip(1))
        .as("the old topic is never asked for again")
        .filteredOn(request -> topic.equals(request.get("hub.topic")))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request).containsEntry("hub.mode", "unsubscribe"));
  }

  @Test
  void aFeedThatIsReadElsewhereLeavesItsOldTopicAtOnceAndIsSubscribedToAnew() {
    subscribe();
    String old = topic;
    topic = feeds.address("/moved").toString();
    feed("/moved", "<atom:link rel='hub' href='/hub'/><atom:link rel='self' href='/moved'/>");
    define();
    assertThat(hub.sends("<rss/>", null).statusCode()).as("the old topic's news").isEqualTo(410);
    poll();
    tick();

    assertThat(hub.requests().subList(1, 3))
        .extracting(request -> request.get("hub.mode") + " " + request.get("hub.topic"))
        .containsExactlyInAnyOrder("unsubscribe " + old, "subscribe " + topic);
    assertThat(feeds.requests("/moved")).hasSize(1);
  }

  @Test
  void aFeedThatIsOnlyPushedFromNowOnIsToldNothingMore() {
    subscribe();
    SourceSettings pushed =
        new SourceSettings(SourceKind.PUSH, 300, null, List.of(), PageSelectors.STANDARD);
    site.engine()
        .articles()
        .define(
            new SourceDefinition(
                "courier", "The Courier", "courier", topic, false, 1, "news", pushed));

    assertThat(hub.sends("<rss/>", null).statusCode()).isEqualTo(410);
    assertThat(site.engine().articles().sources().getFirst().toldUntil()).isNull();
    tick();
    assertThat(hub.last()).containsEntry("hub.mode", "unsubscribe");
  }

  @Test
  void whoeverIsReadSeesWhoReadsAndWhereToAsk() {
    poll();

    assertThat(feeds.requests("/feed").getFirst().header("User-agent"))
        .matches("Paperround/[^ ]+ \\(\\+https://news\\.example\\)");
  }

  @Test
  void whereHubsAreSwitchedOffTheyAreLetBe() {
    site.start(Map.of("fetch.allow-private", "true", "websub.enabled", "false"));
    poll();
    tick();

    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void newsThatIsTooLargeIsRefused() {
    subscribe();
    assertThat(hub.sends("x".repeat(Body.MAX_BYTES + 1), null).statusCode()).isEqualTo(413);
  }

  @Test
  void whoNamesNoSubscriptionOfOursIsRefusedBeforeTheBodyIsRead() throws Exception {
    subscribe();
    String ours = callback();
    site.engine().articles().remove("courier");
    tick();

    for (String path : List.of("/hub/forged", ours)) {
      String headers = "Content-Length: " + Body.MAX_BYTES + "\r\n";
      try (Socket socket = site.begun(path, headers, "<rss>")) {
        // Not a byte more is sent, and yet the answer comes.
        assertThat(Site.head(socket))
            .as(path)
            .startsWith("HTTP/1.1 410 ")
            .contains("Connection: close");
      }
    }
    assertThat(site.get("/metrics").body())
        .contains("paperround_article_hub_total{outcome=\"unknown\"} 2.0");
  }

  @Test
  void aHubsCallNeedsRoomAsAPushDoes() throws Exception {
    subscribe();
    List<Socket> calls = new ArrayList<>();
    try {
      for (int i = 0; i < Body.AT_ONCE; i++) {
        calls.add(site.begun(callback(), "Content-Length: 9\r\nExpect: 100-continue\r\n", ""));
        assertThat(Site.head(calls.getLast())).startsWith("HTTP/1.1 100 ");
      }
      HttpResponse<String> answer = hub.sends("<rss/>", null);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("5");
      assertThat(answer.body()).isEqualTo("Too much is sent at once; send it again in a while.\n");
    } finally {
      for (Socket call : calls) {
        call.close();
      }
    }
  }

  private String callback() {
    return Site.path(hub.requests().getFirst().get("hub.callback"));
  }

  private void subscribe() {
    poll();
    tick();
    assertThat(hub.verifies("subscribe", topic, 864_000).statusCode()).isEqualTo(200);
  }

  private void define() {
    site.engine()
        .articles()
        .define(new SourceDefinition("courier", "The Courier", "courier", topic, false, 1, "news"));
  }

  private void feed(String links) {
    feed("/feed", links);
  }

  private void feed(String path, String links) {
    feeds.page(
        path,
        "application/rss+xml",
        "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>T</title>"
            + links
            + "<item><title>A</title><link>https://a.example/1</link></item></channel></rss>");
  }

  private void poll() {
    site.engine().articles().pollDue();
  }

  private void tick() {
    site.engine().hubs().tick();
  }

  private void later(Duration duration) {
    site.clock.advance(duration);
  }

  private int reads() {
    return feeds.requests("/feed").size();
  }
}
