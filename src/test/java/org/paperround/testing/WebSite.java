package org.paperround.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real web site on 127.0.0.1 whose pages a test sets; it counts the requests and knows ETags.
/// `@RegisterExtension final WebSite site = new WebSite();`
public final class WebSite implements BeforeEachCallback, AfterEachCallback {
  private final Map<String, Answer> answers = Collections.synchronizedMap(new HashMap<>());
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  /// One request as it arrived; `body` of the answer follows when it is not 304.
  public record Request(String path, Map<String, List<String>> headers) {
    public @Nullable String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }
  }

  /// Writes the answer to an exchange.
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    ExecutorService pool = Executors.newCachedThreadPool();
    started.setExecutor(pool);
    started.createContext("/", this::answer);
    started.start();
    server = started;
    threads = pool;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (server != null && threads != null) {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  public URI address(String path) {
    if (server == null) {
      throw new IllegalStateException("the site lives only during a test");
    }
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  public List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  public void on(String path, Answer answer) {
    answers.put(path, answer);
  }

  /// A page with an ETag of its own: 304 to who knows it.
  public void page(String path, String contentType, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String etag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
    on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("ETag", etag);
          exchange.getResponseHeaders().set("Content-Type", contentType);
          if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  public void status(String path, int status) {
    on(path, exchange -> exchange.sendResponseHeaders(status, -1));
  }

  public void redirect(String path, String location) {
    on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  /// Bytes without end.
  public void endless(String path) {
    on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
              body.write(new byte[65_536]);
            }
          }
        });
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      Headers headers = exchange.getRequestHeaders();
      requests.add(new Request(path, Map.copyOf(headers)));
      answers.getOrDefault(path, missing -> missing.sendResponseHeaders(404, -1)).to(exchange);
    }
  }
}
