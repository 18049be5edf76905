package org.paperround.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.paperround.edition.Edition;
import org.paperround.newsletter.Newsletter;

/// How long an editor waits for the page of an edition that collects: the portal published many
/// stories, the newsletter has many readers, and the page is asked for one at a time, from the
/// request to its last byte.
public final class DeskBench {
  /// What is aimed at, for the middle one.
  static final Duration MOST = Duration.ofMillis(50);

  public static final int CANDIDATES = 2_000;
  public static final int READERS = 1_000_000;
  private static final int WARM_UP = 300;
  private static final int ASKED = 200;

  private DeskBench() {}

  /// `cards`: how many of the candidates the edition holds; `first`: of the page that has to count
  /// the readers.
  public record Result(
      int candidates,
      int cards,
      int readers,
      int bytes,
      Duration first,
      Duration middle,
      Duration slow) {
    public boolean holds() {
      return middle.compareTo(MOST) <= 0;
    }
  }

  /// `engines` makes one on an empty database, `progress` takes a line for who waits.
  ///
  /// @throws IOException when a page cannot be had
  public static Result run(
      int candidates, int readers, MeasuredEngine.Factory engines, Consumer<String> progress)
      throws IOException, InterruptedException {
    progress.accept("Making a portal with " + readers + " readers");
    AtomicReference<Instant> clock = new AtomicReference<>(engines.clock().instant());
    Map<String, String> settings = new HashMap<>(MadeUpPortal.SETTINGS);
    settings.put("web.port", freePort());
    settings.put("desk.secure-cookies", "false");
    try (MeasuredEngine engine = engines.make(settings, clock::get)) {
      Newsletter newsletter =
          new MadeUpPortal(engine, clock, candidates)
              .newsletter(new MadeUpPortal.Audience("measured", readers));
      Edition edition = engine.editions().build(newsletter, clock.get().plus(Duration.ofHours(1)));
      int cards = engine.editions().pool(edition.id()).cards().size();
      progress.accept("Asking for a page of " + cards + " cards");
      URI link = engine.desk().get();
      return measure(
          link, link.resolve("/desk/editions/" + edition.id()), candidates, cards, readers);
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(any.getLocalPort());
    }
  }

  private static Result measure(URI link, URI page, int candidates, int cards, int readers)
      throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      browser.send(
          HttpRequest.newBuilder(link).POST(HttpRequest.BodyPublishers.noBody()).build(),
          HttpResponse.BodyHandlers.discarding());
      long first = ask(browser, page);
      for (int i = 0; i < WARM_UP; i++) {
        ask(browser, page);
      }
      long[] nanos = new long[ASKED];
      for (int i = 0; i < ASKED; i++) {
        nanos[i] = ask(browser, page);
      }
      Arrays.sort(nanos);
      return new Result(
          candidates,
          cards,
          readers,
          get(browser, page).length(),
          Duration.ofNanos(first),
          Duration.ofNanos(nanos[ASKED / 2]),
          Duration.ofNanos(nanos[ASKED * 95 / 100]));
    }
  }

  private static long ask(HttpClient browser, URI page) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    get(browser, page);
    return System.nanoTime() - begun;
  }

  private static String get(HttpClient browser, URI page) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(page + " answered " + answer.statusCode());
    }
    return answer.body();
  }
}
