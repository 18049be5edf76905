package org.paperround.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An OpenID Connect provider on this machine. It keeps the protocol's rules (client, redirect
/// address, PKCE, a code works once) and lets in whoever it is told, without asking; and it is
/// wrong in one way when it is told so. Its times are those of the wall clock, as the library's
/// are. It is called `localhost`, so that to a browser it is another site than `127.0.0.1`.
///
/// `@RegisterExtension final FakeProvider provider = new FakeProvider();`
public final class FakeProvider implements BeforeEachCallback, AfterEachCallback {
  public static final String CLIENT = "paperround";
  public static final String SECRET = "a+b/c% and what makes it 256 bits long";

  private static final HttpClient BROWSER =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;
  private volatile CountDownLatch held = new CountDownLatch(0);

  private volatile RSAKey key = newKey();
  private volatile Flaw flaw = Flaw.NONE;
  private volatile String error = "";
  private volatile Map<String, Object> person = Map.of();
  private volatile boolean addressInToken = true;
  private volatile boolean asksFirst;
  private volatile UnaryOperator<String> reach = UnaryOperator.identity();

  /// One way of being wrong.
  public enum Flaw {
    NONE,
    SIGNED_BY_ANOTHER_KEY,
    NOT_SIGNED,
    SIGNED_WITH_THE_SECRET,
    /// Says `editor` where `nobody` was signed.
    CHANGED_AFTER_SIGNING,
    OTHER_ISSUER,
    OTHER_AUDIENCE,
    EXPIRED,
    OTHER_NONCE,
    NO_NONCE,
    NO_TOKEN,
    NO_JSON,
    /// At the page of the token.
    SERVER_FAULT,
    /// Its description is that of somebody else.
    CALLED_OTHERWISE,
    /// Its page to sign in at is on another machine, over plain http.
    PLAIN_PAGE,
    /// The browser comes back with the name of another issuer (RFC 9207).
    ANSWERS_AS_ANOTHER,
    /// What it tells apart from the token is somebody else's.
    TELLS_OF_ANOTHER
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    start(0);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    goAway();
  }

  private void start(int port) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    ExecutorService pool = Executors.newCachedThreadPool();
    started.setExecutor(pool);
    started.createContext("/", this::answer);
    started.start();
    server = started;
    threads = pool;
  }

  /// Nobody answers at its address any more.
  public void goAway() {
    held.countDown();
    if (server != null && threads != null) {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  /// After [#goAway], at the same address.
  public void comeBack() throws IOException {
    start(port());
  }

  /// From now on it takes connections and says nothing.
  public void hangs() {
    held = new CountDownLatch(1);
  }

  private int port() {
    return Objects.requireNonNull(server, "it lives only during a test").getAddress().getPort();
  }

  public String issuer() {
    return "http://localhost:" + port();
  }

  /// The settings with which staff can sign in by it.
  public Map<String, String> settings() {
    return Map.of(
        "desk.oidc.issuer",
        issuer(),
        "desk.oidc.client-id",
        CLIENT,
        "desk.oidc.client-secret",
        SECRET,
        "desk.oidc.name",
        "Courier accounts",
        "desk.oidc.timeout",
        "5s");
  }

  /// Who signs in at it from now on.
  public void person(String address, boolean verified) {
    person = Map.of("email", address, "email_verified", verified);
  }

  /// The same, with these claims alone.
  public void person(Map<String, Object> claims) {
    person = Map.copyOf(claims);
  }

  public void is(Flaw wrong) {
    flaw = wrong;
  }

  /// Its page sends browsers back with this error; an empty one is none.
  public void answersError(String code) {
    error = code;
  }

  /// It tells the address only to who asks for it with the access token.
  public void keepsTheAddressOutOfTheToken() {
    addressInToken = false;
  }

  /// Its page has a link to go on by, so that a browser comes from another site.
  public void asksFirst(UnaryOperator<String> reachOurPages) {
    asksFirst = true;
    reach = reachOurPages;
  }

  /// Signs with a new key, and publishes that one alone.
  public void changesItsKey() {
    key = newKey();
  }

  /// The paths that were asked for, in order.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().getPath());
      held.await();
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" -> json(exchange, 200, described());
        case "/keys" -> json(exchange, 200, new JWKSet(key).toString());
        case "/authorize" -> authorize(exchange, fields(exchange.getRequestURI().getRawQuery()));
        case "/token" -> token(exchange);
        case "/userinfo" -> userInfo(exchange);
        default -> exchange.sendResponseHeaders(404, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String described() {
    String page = flaw == Flaw.PLAIN_PAGE ? "http://evil.example" : issuer();
    return """
    {"issuer": "%s", "authorization_endpoint": "%s/authorize", "token_endpoint": "%s/token",
     "jwks_uri": "%s/keys", "userinfo_endpoint": "%s/userinfo",
     "response_types_supported": ["code"], "subject_types_supported": ["public"],
     "id_token_signing_alg_values_supported": ["RS256", "HS256"]}
    """
        .formatted(
            flaw == Flaw.CALLED_OTHERWISE ? "https://other.example" : issuer(),
            page,
            issuer(),
            issuer(),
            issuer());
  }

  private void authorize(HttpExchange exchange, Map<String, String> request) throws IOException {
    boolean good =
        CLIENT.equals(request.get("client_id"))
            && "code".equals(request.get("response_type"))
            && "S256".equals(request.get("code_challenge_method"))
            && List.of(request.getOrDefault("scope", "").split(" ")).contains("openid");
    if (!good) {
      json(exchange, 400, "{\"error\": \"invalid_request\"}");
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(code, request);
    String answer = error.isEmpty() ? "code=" + code : "error=" + error;
    String name = flaw == Flaw.ANSWERS_AS_ANOTHER ? "&iss=https%3A%2F%2Fother.example" : "";
    String state = URLEncoder.encode(request.getOrDefault("state", ""), StandardCharsets.UTF_8);
    String back =
        reach.apply(request.get("redirect_uri") + "?" + answer + "&state=" + state + name);
    if (asksFirst) {
      String page =
          "<!DOCTYPE html><title>Accounts</title><link rel=\"icon\" href=\"data:,\"><a id=\"go\""
              + " href=\"%s\">Go on</a>";
      reply(exchange, 200, "text/html", page.formatted(back.replace("&", "&amp;")));
    } else {
      exchange.getResponseHeaders().set("Location", back);
      exchange.sendResponseHeaders(302, -1);
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = fields(text(exchange));
    Map<String, String> begun = codes.remove(form.getOrDefault("code", ""));
    if (!knows(exchange.getRequestHeaders().getFirst("Authorization"))) {
      json(exchange, 401, "{\"error\": \"invalid_client\"}");
    } else if (begun == null || !fits(form, begun)) {
      json(exchange, 400, "{\"error\": \"invalid_grant\"}");
    } else if (flaw == Flaw.SERVER_FAULT) {
      json(exchange, 503, "{}");
    } else if (flaw == Flaw.NO_JSON) {
      reply(exchange, 200, "text/html", "<p>Sign in");
    } else {
      Map<String, Object> claims = addressInToken ? person : Map.of();
      String token = FakeTokens.token(flaw, issuer(), key, begun.getOrDefault("nonce", ""), claims);
      String member = flaw == Flaw.NO_TOKEN ? "" : ", \"id_token\": \"" + token + "\"";
      json(exchange, 200, "{\"access_token\": \"at-1\", \"token_type\": \"Bearer\"" + member + "}");
    }
  }

  /// RFC 6749 2.3.1: both halves are encoded as in a form first.
  private static boolean knows(@Nullable String authorization) {
    String pair =
        URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return ("Basic " + basic).equals(authorization);
  }

  private static boolean fits(Map<String, String> form, Map<String, String> begun) {
    CodeVerifier verifier = new CodeVerifier(form.getOrDefault("code_verifier", "x".repeat(43)));
    String challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    return challenge.equals(begun.get("code_challenge"))
        && Objects.equals(form.get("redirect_uri"), begun.get("redirect_uri"));
  }

  private void userInfo(HttpExchange exchange) throws IOException {
    if (!"Bearer at-1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    String subject = flaw == Flaw.TELLS_OF_ANOTHER ? "somebody else" : FakeTokens.SUBJECT;
    Map<String, Object> told = new LinkedHashMap<>(person);
    told.put("sub", subject);
    json(exchange, 200, JSONObjectUtils.toJSONString(told));
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    reply(exchange, status, "application/json", body);
  }

  private static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String text(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// The fields of a query or a form.
  public static Map<String, String> fields(@Nullable String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : String.valueOf(encoded).split("&")) {
      String[] sides = pair.split("=", 2);
      String value = sides.length == 2 ? sides[1] : "";
      fields.put(sides[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return fields;
  }

  /// Where it sends a browser back to that was led to `page` of it.
  public static URI visited(String page) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page)).timeout(Duration.ofSeconds(20)).build();
    try {
      HttpResponse<String> answer = BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
      return URI.create(answer.headers().firstValue("Location").orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
