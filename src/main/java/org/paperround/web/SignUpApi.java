package org.paperround.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.mail.AddressHint;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.database.Database;
import org.paperround.platform.http.WebAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing up as JSON (docs/reference/sign-up-api.md), from a portal's pages or its servers. The
/// same answer for every address. What is for readers is in their language.
final class SignUpApi {
  static final int MAX_BYTES = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(SignUpApi.class);
  private static final List<String> FIELDS =
      List.of("address", "newsletter", "language", "zone", "source", "website");
  private static final int MOST_PROBLEMS = 10;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Pages pages;
  private final SignUpIntake intake;
  private final EmbedOrigins origins;
  private final URI publicUrl;

  SignUpApi(Pages pages, SignUpIntake intake, EmbedOrigins origins, URI publicUrl) {
    this.pages = pages;
    this.intake = intake;
    this.origins = origins;
    this.publicUrl = publicUrl;
  }

  void register(RoutesConfig routes) {
    routes.options("/api/v1/sign-ups", this::preflight);
    routes.post("/api/v1/sign-ups", this::answer);
  }

  /// A browser asks whether a page may send JSON (CORS).
  private void preflight(Context ctx) {
    if (admit(ctx)) {
      ctx.header("Access-Control-Allow-Methods", "POST");
      ctx.header("Access-Control-Allow-Headers", "Content-Type");
      ctx.header("Access-Control-Max-Age", "86400");
      ctx.status(204);
    }
  }

  private void answer(Context ctx) {
    try {
      if (admit(ctx)) {
        signUp(ctx, object(ctx));
      }
    } catch (HttpResponseException e) {
      say(ctx, e.getStatus(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fault(ctx, e);
    }
  }

  /// Whether the page that asks may; one that may not is answered here.
  private boolean admit(Context ctx) {
    String origin = ctx.header("Origin");
    if (origins.any()) {
      ctx.header("Access-Control-Allow-Origin", "*");
      return true;
    }
    ctx.header("Vary", "Origin");
    if (origin == null || origin.equals(WebAddress.origin(publicUrl))) {
      return true;
    }
    if (!origins.allows(origin)) {
      say(ctx, 403, "Pages of this origin may not sign readers up (web.embed-origins).");
      return false;
    }
    ctx.header("Access-Control-Allow-Origin", origin);
    return true;
  }

  private void signUp(Context ctx, JsonNode body) {
    List<Problem> problems = problems(body);
    Locale locale =
        text(body, "language")
            .flatMap(tag -> Languages.supported(Locale.forLanguageTag(tag).getLanguage()))
            .orElseGet(() -> Languages.of(ctx));
    if (!problems.isEmpty()) {
      refuse(ctx, problems);
      return;
    }
    SignUpIntake.Wish wish =
        new SignUpIntake.Wish(
            "api",
            text(body, "address").orElse(""),
            text(body, "newsletter").orElse(""),
            locale,
            text(body, "zone"),
            text(body, "source"),
            true,
            text(body, "website").isPresent());
    switch (intake.take(ctx, wish)) {
      case SignUpIntake.Outcome.Taken(AddressHint hint) -> accept(ctx, locale, hint);
      case SignUpIntake.Outcome.BadAddress _, SignUpIntake.Outcome.Doubted _ ->
          refuse(ctx, List.of(new Problem("address", pages.text(locale, "signup.address.bad"))));
      case SignUpIntake.Outcome.NoSuchNewsletter _ ->
          refuse(ctx, List.of(new Problem("newsletter", "There is no such newsletter on offer.")));
      case SignUpIntake.Outcome.TooOften _ -> {
        ctx.header("Retry-After", "3600");
        say(ctx, 429, pages.text(locale, "error.429.text"));
      }
    }
  }

  private record Problem(String field, String sentence) {}

  private static List<Problem> problems(JsonNode body) {
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        problems.add(
            new Problem(
                field.getKey(), "There is no such field; there are: " + String.join(", ", FIELDS)));
      } else if (!field.getValue().isTextual() && !field.getValue().isNull()) {
        problems.add(new Problem(field.getKey(), "It must be a string."));
      }
    }
    return problems.stream().limit(MOST_PROBLEMS).toList();
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.path(field).textValue())
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private void accept(Context ctx, Locale locale, AddressHint hint) {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("result", "accepted")
            .put("heading", pages.text(locale, "signup.sent.heading"))
            .put("text", pages.text(locale, "signup.sent.text"));
    switch (hint) {
      case AddressHint.None _ -> {}
      case AddressHint.Typo(EmailAddress suggestion) ->
          answer
              .putObject("hint")
              .put("kind", "typo")
              .put("suggestion", suggestion.toString())
              .put("text", pages.text(locale, "signup.typo.text", suggestion.toString()))
              .put("button", pages.text(locale, "signup.typo.yes"));
      case AddressHint.ShortLived _ ->
          answer
              .putObject("hint")
              .put("kind", "short-lived")
              .put("text", pages.text(locale, "signup.short-lived"));
    }
    ctx.status(202);
    send(ctx, answer);
  }

  private static void refuse(Context ctx, List<Problem> problems) {
    ObjectNode answer = JSON.createObjectNode().put("result", "refused");
    ArrayNode each = answer.putArray("problems");
    problems.forEach(problem ->
        each.addObject().put("field", problem.field()).put("problem", problem.sentence()));
    ctx.status(422);
    send(ctx, answer);
  }

  private static JsonNode object(Context ctx) {
    String type = Optional.ofNullable(ctx.contentType()).orElse("").toLowerCase(Locale.ROOT);
    // Of text/plain too: a browser sends that to another origin without asking first.
    if (!List.of("application/json", "text/plain").contains(type.split(";", 2)[0].strip())) {
      throw unread(ctx, 415, "The body must be JSON: Content-Type: application/json.");
    }
    try {
      JsonNode json = JSON.readTree(bytes(ctx));
      if (!json.isObject()) {
        throw refusal(400, "The body must be a JSON object.");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw refusal(400, "The body cannot be read as JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw unread(ctx, 400, "The body cannot be read as JSON, or broke off.");
    }
  }

  private static byte[] bytes(Context ctx) throws IOException {
    String tooLarge = "The request is larger than " + MAX_BYTES + " bytes.";
    if (ctx.req().getContentLengthLong() > MAX_BYTES) {
      throw unread(ctx, 413, tooLarge);
    }
    byte[] bytes = ctx.req().getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw unread(ctx, 413, tooLarge);
    }
    return bytes;
  }

  private static void fault(Context ctx, RuntimeException fault) {
    if (Database.isAway(fault)) {
      LOG.warn("A sign-up by API cannot be answered: the database cannot be reached");
      ctx.header("Retry-After", "30");
      say(ctx, 503, "The database cannot be reached; send it again in a while.");
    } else {
      LOG.error("A sign-up by API failed; nothing was changed, and whoever asked was told", fault);
      say(ctx, 500, "A fault of ours; nothing was changed, send it again in a while.");
    }
  }

  private static void say(Context ctx, int status, String sentence) {
    ctx.status(status);
    send(ctx, JSON.createObjectNode().put("error", sentence));
  }

  private static void send(Context ctx, ObjectNode answer) {
    ctx.contentType("application/json; charset=utf-8").result(answer.toString());
  }

  private static HttpResponseException refusal(int status, String sentence) {
    return new HttpResponseException(status, sentence, Map.of());
  }

  /// The rest of the body is not read, so the connection cannot be used again.
  private static HttpResponseException unread(Context ctx, int status, String sentence) {
    ctx.header("Connection", "close");
    return refusal(status, sentence);
  }
}
