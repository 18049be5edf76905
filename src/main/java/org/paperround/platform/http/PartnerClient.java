package org.paperround.platform.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A client for one server that the operator named in the configuration, and for the addresses that
/// this server names. They may be inside the own network, unlike those of strangers, which
/// [HttpFetcher] asks. Thread-safe.
///
/// It speaks https; plain http only to this machine, and only where the named server is on it and
/// spoken to so. It follows no redirect, and bounds the time of a whole exchange and the size of an
/// answer.
public final class PartnerClient {
  private static final int MAX_BYTES = 500_000;
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean plain;
  private final Duration patience;
  private final HttpClient client;

  /// `partner`: the named server; `patience`: for one exchange, from connecting to the last byte.
  public PartnerClient(URI partner, Duration patience) {
    this.plain = isPlainAndHere(partner);
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
  }

  /// Whether an address is plain http to this machine.
  public static boolean isPlainAndHere(URI address) {
    return "http".equalsIgnoreCase(address.getScheme())
        && address.getHost() != null
        && HERE.contains(address.getHost());
  }

  /// Whether this client would go there.
  public boolean allows(URI address) {
    boolean secure = "https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
    return (secure || (plain && isPlainAndHere(address))) && address.getRawUserInfo() == null;
  }

  /// An answer, whatever its status; `contentType` is empty where there is none.
  public record Reply(int status, String contentType, String body) {
    /// Without the body, which may hold what must not be in a log.
    @Override
    public String toString() {
      return "Reply[" + status + ", " + contentType + "]";
    }
  }

  /// Asks for what is at an address.
  ///
  /// @throws IOException when there is no whole answer in time; its message says why, to an
  ///   operator
  public Reply get(URI address, Map<String, String> headers) throws IOException {
    return exchange(address, HttpRequest.newBuilder().GET(), headers);
  }

  /// Posts `body` as it is.
  ///
  /// @throws IOException as [#get]
  public Reply post(URI address, Map<String, String> headers, String body) throws IOException {
    HttpRequest.BodyPublisher bytes = HttpRequest.BodyPublishers.ofString(body);
    return exchange(address, HttpRequest.newBuilder().POST(bytes), headers);
  }

  private Reply exchange(URI address, HttpRequest.Builder request, Map<String, String> headers)
      throws IOException {
    if (!allows(address)) {
      throw new IOException(address + " is not asked: it must begin with https://");
    }
    headers.forEach(request::header);
    request.uri(WebAddress.withoutFragment(address)).timeout(patience);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.header("User-Agent", "Paperround").build(), _ -> new BoundedBody(MAX_BYTES));
    try {
      HttpResponse<byte[]> got = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return new Reply(
          got.statusCode(),
          got.headers().firstValue("Content-Type").orElse(""),
          new String(got.body(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw new IOException(said(address, e.getCause() == null ? e : e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException(address.getHost() + " did not answer within " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the exchange with " + address.getHost() + " was interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String said(URI address, Throwable fault) {
    return fault instanceof BoundedBody.TooLargeException
        ? address.getHost() + " answered with more than " + MAX_BYTES + " bytes"
        : address.getHost() + ": " + fault.getClass().getSimpleName() + " " + fault.getMessage();
  }
}
