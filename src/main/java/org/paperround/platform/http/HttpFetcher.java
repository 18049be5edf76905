package org.paperround.platform.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.http.Fetch.Reason;
import org.paperround.platform.http.Fetch.Refused;
import org.paperround.platform.http.Fetch.Validators;

/// The one client for addresses that come from outside: feeds, article pages. Thread-safe.
///
/// It speaks http and https only, and connects to public internet addresses only, unless
/// `fetch.allow-private` is set or the origin is mapped; that is checked anew for every redirect.
/// It follows at most five redirects and no loop, bounds the time of the whole fetch and the size
/// of the body before and after decompression.
///
/// A name that turns private between the check and the connection is not connected to
/// ([FetchedNames]). The DNS look-up itself has the resolver's time limit, not ours. Where feeds of
/// strangers are read from inside a network with unprotected services, let a firewall keep the
/// engine out of them as well.
public final class HttpFetcher implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;

  static {
    // A mapped origin needs the public name in its Host field; read once by the JDK's client.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  private final FetchConfig config;
  private final Origins origins;
  private final InstantSource clock;
  private final Names names;
  private final ExecutorService threads;
  private final HttpClient client;

  public HttpFetcher(FetchConfig config, InstantSource clock) {
    this(config, clock, FetchedNames::of);
  }

  /// `names` is what is checked before each request.
  HttpFetcher(FetchConfig config, InstantSource clock, Names names) {
    this.config = config;
    this.names = names;
    this.origins = new Origins(config.originMap());
    this.clock = clock;
    this.threads = FetchedNames.threads(host -> !config.allowPrivate() && !origins.isInner(host));
    this.client =
        HttpClient.newBuilder()
            .executor(threads)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectTimeout())
            .build();
  }

  /// The addresses of a host at this moment.
  @FunctionalInterface
  interface Names {
    List<InetAddress> of(String host) throws UnknownHostException;
  }

  public Fetch get(URI address) {
    return get(address, Validators.NONE);
  }

  /// Fetches `address`, conditionally when there are validators of an earlier answer.
  public Fetch get(URI address, Validators validators) {
    return get(address, validators, config.timeout());
  }

  /// The same within this time, or the configured one where that is shorter.
  public Fetch get(URI address, Validators validators, Duration patience) {
    long nanos = Math.min(patience.toNanos(), config.timeout().toNanos());
    long deadline = System.nanoTime() + nanos;
    Set<URI> visited = new LinkedHashSet<>();
    URI next = address;
    while (visited.size() <= MAX_REDIRECTS) {
      if (!visited.add(next)) {
        return new Refused(
            Reason.REDIRECT_LOOP, "The address redirects in a circle, back to " + next + ".");
      }
      switch (hop(next, validators, deadline)) {
        case Hop.Onward(URI target) -> next = target;
        case Hop.End(Fetch end) -> {
          return end;
        }
      }
    }
    return new Refused(
        Reason.TOO_MANY_REDIRECTS,
        "The address redirects more than " + MAX_REDIRECTS + " times, the last time to " + next);
  }

  /// One request: the end, or the next address.
  private sealed interface Hop {
    record Onward(URI target) implements Hop {}

    record End(Fetch fetch) implements Hop {}
  }

  private Hop hop(URI address, Validators validators, long deadline) {
    return switch (exchange(address, deadline, request -> asking(request, validators))) {
      case Exchange.Answer(HttpResponse<byte[]> response) -> judge(address, response);
      case Exchange.None(Refused refused) -> new Hop.End(refused);
    };
  }

  /// Posts `form` (application/x-www-form-urlencoded) and tells the answer, whatever its status. A
  /// redirect that keeps the method (307, 308) is followed.
  public Posted post(URI address, String form) {
    long deadline = System.nanoTime() + config.timeout().toNanos();
    URI next = address;
    for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
      switch (exchange(next, deadline, request -> posting(request, form))) {
        case Exchange.None(Refused refused) -> {
          return new Posted.Unanswered(refused.sentence());
        }
        case Exchange.Answer(HttpResponse<byte[]> response) -> {
          int status = response.statusCode();
          Optional<URI> onward =
              status == 307 || status == 308 ? location(next, response) : Optional.empty();
          if (onward.isEmpty()) {
            return Posted.answered(status, response.body());
          }
          next = onward.get();
        }
      }
    }
    return new Posted.Unanswered("The address redirects more than " + MAX_REDIRECTS + " times.");
  }

  /// One request to an address that may be asked: its answer, or why there is none.
  private sealed interface Exchange {
    record Answer(HttpResponse<byte[]> response) implements Exchange {}

    record None(Refused refused) implements Exchange {}
  }

  private Exchange exchange(
      URI address, long deadline, UnaryOperator<HttpRequest.Builder> completed) {
    Optional<URI> mapped = origins.mapped(address);
    URI real = mapped.orElse(address);
    Optional<Refused> refusal = check(real, mapped.isPresent());
    if (refusal.isPresent()) {
      return new Exchange.None(refusal.get());
    }
    HttpRequest request = completed.apply(begun(real, mapped.isPresent() ? address : null)).build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, _ -> new BoundedBody(config.maxBytes()));
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      return new Exchange.Answer(answer.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      return new Exchange.None(explain(real, e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException _) {
      return new Exchange.None(timedOut());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Exchange.None(new Refused(Reason.TIMEOUT, "The fetch was interrupted."));
    } finally {
      answer.cancel(true);
    }
  }

  private Optional<Refused> check(URI address, boolean mapped) {
    String scheme = address.getScheme();
    if (address.getHost() == null
        || address.getRawUserInfo() != null
        || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      return Optional.of(
          new Refused(
              Reason.BAD_ADDRESS, "Only http and https addresses are fetched, not " + address));
    }
    try {
      for (InetAddress found : names.of(address.getHost())) {
        if (!mapped && !config.allowPrivate() && !AddressRules.isPublic(found)) {
          return Optional.of(
              new Refused(
                  Reason.PRIVATE_ADDRESS,
                  address.getHost()
                      + " is "
                      + found.getHostAddress()
                      + ", which is not a public internet address; if that is meant, set"
                      + " fetch.allow-private or map the origin with fetch.origin-map."));
        }
      }
      return Optional.empty();
    } catch (UnknownHostException _) {
      return Optional.of(
          new Refused(
              Reason.UNKNOWN_HOST,
              "There is no host " + address.getHost() + " in the DNS; check the address."));
    }
  }

  private HttpRequest.Builder begun(URI real, @Nullable URI published) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(WebAddress.withoutFragment(real))
            .timeout(config.timeout())
            .header("User-Agent", config.userAgent());
    if (published != null) {
      request.header("Host", String.valueOf(published.getRawAuthority()));
    }
    return request;
  }

  private static HttpRequest.Builder asking(HttpRequest.Builder request, Validators validators) {
    request
        .header("Accept-Encoding", "gzip")
        .header(
            "Accept",
            "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8,"
                + " */*;q=0.5");
    if (validators.etag() != null) {
      request.header("If-None-Match", validators.etag());
    }
    if (validators.lastModified() != null) {
      request.header("If-Modified-Since", validators.lastModified());
    }
    return request;
  }

  private static HttpRequest.Builder posting(HttpRequest.Builder request, String form) {
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  private Hop judge(URI address, HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case 200, 203 -> new Hop.End(body(address, response));
      case 301, 302, 303, 307, 308 -> redirect(address, response);
      case 304 -> new Hop.End(new Fetch.NotModified());
      case 410 -> new Hop.End(new Fetch.Gone());
      default -> new Hop.End(refusedByServer(response));
    };
  }

  private Fetch body(URI address, HttpResponse<byte[]> response) {
    String coding = response.headers().firstValue("Content-Encoding").orElse("");
    try {
      return new Fetch.Fetched(
          address,
          ContentCoding.decode(response.body(), coding, config.maxBytes()),
          response.headers().firstValue("Content-Type").orElse(null),
          new Validators(validator(response, "ETag"), validator(response, "Last-Modified")),
          links(response));
    } catch (BoundedBody.TooLargeException _) {
      return tooLarge();
    } catch (IOException e) {
      return new Refused(
          Reason.UNREADABLE, "The answer's compression cannot be undone: " + e.getMessage());
    }
  }

  private Hop redirect(URI address, HttpResponse<byte[]> response) {
    Optional<URI> target = location(address, response);
    return target.isPresent()
        ? new Hop.Onward(target.get())
        : new Hop.End(
            new Refused(
                Reason.BAD_ADDRESS,
                "The server redirects to something that is no http or https address."));
  }

  private Optional<URI> location(URI address, HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Location")
        .flatMap(location -> WebAddress.resolve(address, location))
        .map(origins::published);
  }

  private static List<String> links(HttpResponse<byte[]> response) {
    return response.headers().allValues("Link").stream()
        .filter(value -> value.length() <= 2_000)
        .limit(10)
        .toList();
  }

  private Refused refusedByServer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String meaning =
        switch (status) {
          case 401, 403 -> ": it does not let us read this";
          case 404 -> ": there is nothing at this address";
          case 429 -> ": it wants fewer requests";
          default -> status >= 500 ? ": it has a fault of its own" : "";
        };
    return new Refused(
        status == 404 ? Reason.MISSING : Reason.STATUS,
        "The server answered " + status + meaning + ".",
        retryAfter(response));
  }

  private @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
    String value = header(response, "Retry-After");
    if (value == null) {
      return null;
    }
    try {
      if (value.matches("\\d{1,18}")) {
        return Duration.ofSeconds(Long.parseLong(value));
      }
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? null : wait;
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private Refused explain(URI address, Throwable fault) {
    String host = address.getHost();
    return switch (fault) {
      case BoundedBody.TooLargeException _ -> tooLarge();
      case HttpConnectTimeoutException _ ->
          new Refused(
              Reason.TIMEOUT,
              host + " did not accept a connection within " + seconds(config.connectTimeout()));
      case HttpTimeoutException _ -> timedOut();
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          new Refused(
              Reason.UNKNOWN_HOST,
              host + " had an address in the DNS, and then none that is a public one.");
      case ConnectException _ ->
          new Refused(Reason.UNREACHABLE, host + " refuses connections; is the server running?");
      case SSLException e ->
          new Refused(
              Reason.INSECURE, "No secure connection to " + host + ": " + e.getMessage() + ".");
      default ->
          new Refused(
              Reason.UNREADABLE,
              host + " broke the exchange off: " + String.valueOf(fault.getMessage()) + ".");
    };
  }

  private Refused timedOut() {
    return new Refused(
        Reason.TIMEOUT, "The answer was not complete within " + seconds(config.timeout()));
  }

  private Refused tooLarge() {
    return new Refused(
        Reason.TOO_LARGE,
        "The answer is larger than "
            + config.maxBytes()
            + " bytes (fetch.max-bytes); no more of it was read.");
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s.";
  }

  /// Only what can be sent back as it is (RFC 9110 5.5).
  private static @Nullable String validator(HttpResponse<?> response, String name) {
    String value = header(response, name);
    return value != null && value.matches("[\\x20-\\x7E]{1,500}") ? value : null;
  }

  private static @Nullable String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
