package org.paperround.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A WebSub hub on a [WebSite]: it keeps what it is asked for, asks back when told to, and sends
/// news signed with the secret it was given. Callbacks are reached where `reach` says.
public final class FakeHub {
  private final WebSite site;
  private final UnaryOperator<String> reach;
  private final List<Map<String, String>> requests =
      Collections.synchronizedList(new ArrayList<>());
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private volatile int answer = 202;

  public FakeHub(WebSite site, UnaryOperator<String> reach) {
    this.site = site;
    this.reach = reach;
    site.on("/hub", this::take);
  }

  public URI address() {
    return site.address("/hub");
  }

  /// What it answers from now on.
  public void answers(int status) {
    answer = status;
  }

  /// What it was asked for, as the forms' fields, oldest first.
  public List<Map<String, String>> requests() {
    return List.copyOf(requests);
  }

  public Map<String, String> last() {
    return requests().getLast();
  }

  private void take(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : form.split("&")) {
      String[] sides = pair.split("=", 2);
      fields.put(decoded(sides[0]), decoded(sides[1]));
    }
    requests.add(fields);
    byte[] words = "as\nyou wish".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer, words.length);
    exchange.getResponseBody().write(words);
  }

  /// Asks back about the last request, with the challenge `c`.
  public HttpResponse<String> verifies(String mode, String topic, long lease) {
    String query =
        "?hub.mode="
            + mode
            + "&hub.challenge=c%2B1&hub.lease_seconds="
            + lease
            + "&hub.reason=no&hub.topic="
            + URLEncoder.encode(topic, StandardCharsets.UTF_8);
    return send(HttpRequest.newBuilder(callback(query)).GET());
  }

  /// Sends news, signed as it should be, or with this signature instead.
  public HttpResponse<String> sends(String body, @Nullable String signature) {
    String signed = signature == null ? signature(body) : signature;
    return send(
        HttpRequest.newBuilder(callback(""))
            .header("X-Hub-Signature", signed)
            .header("Content-Type", "application/rss+xml")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// `sha256=...` of this body under the secret that it was given last.
  public String signature(String body) {
    String secret =
        requests().stream()
            .map(request -> request.get("hub.secret"))
            .filter(Objects::nonNull)
            .reduce((_, later) -> later)
            .orElseThrow();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] tag = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(tag);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI callback(String query) {
    return URI.create(reach.apply(Objects.requireNonNull(last().get("hub.callback"))) + query);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
