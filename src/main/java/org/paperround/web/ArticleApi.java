package org.paperround.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperround.article.Articles;
import org.paperround.article.PushOutcome;
import org.paperround.article.SourceKey;
import org.paperround.platform.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The push API (docs/reference/push-api.md): articles as JSON, in the name of the source whose key
/// is shown. Every answer is JSON. Who shows no key is refused before the body is read.
final class ArticleApi {
  static final int MAX_ARTICLES = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ArticleApi.class);
  private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S{1,200})");

  /// Far more than a hundred articles have; each takes several times the memory of its letters.
  private static final int MAX_TOKENS = 50_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Articles articles;
  private final Body body;

  ArticleApi(Articles articles, Body body) {
    this.articles = articles;
    this.body = body;
  }

  void register(RoutesConfig routes) {
    routes.post("/api/v1/articles", ctx -> answer(ctx, pushed(this::one)));
    routes.post("/api/v1/articles/bulk", ctx -> answer(ctx, pushed(this::bulk)));
    routes.delete("/api/v1/articles", ctx -> answer(ctx, this::takeBack));
  }

  /// What is done for the holder of a key.
  private interface Act {
    void with(Context ctx, SourceKey.Holder holder);
  }

  /// What is done with what the holder of a key pushed.
  private interface Push {
    void with(Context ctx, SourceKey.Holder holder, JsonNode pushed);
  }

  private void answer(Context ctx, Act act) {
    try {
      act.with(ctx, holder(ctx));
    } catch (HttpResponseException e) {
      say(ctx, e.getStatus(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fault(ctx, e);
    }
  }

  private static void fault(Context ctx, RuntimeException fault) {
    if (Database.isAway(fault)) {
      LOG.warn("{} cannot be answered: the database cannot be reached", ctx.path());
      ctx.header("Retry-After", "30");
      say(ctx, 503, "The database cannot be reached; push it again in a while.");
    } else {
      LOG.error("{} failed; whoever pushed was told to try again", ctx.path(), fault);
      say(ctx, 500, "A fault of ours; push it again in a while, that does no harm.");
    }
  }

  private SourceKey.Holder holder(Context ctx) {
    String header = Optional.ofNullable(ctx.header("Authorization")).orElse("");
    Matcher bearer = BEARER.matcher(header.strip());
    Optional<SourceKey.Holder> holder =
        bearer.matches() ? articles.holder(bearer.group(1)) : Optional.empty();
    if (holder.isEmpty()) {
      // The body is left unread.
      ctx.header("Connection", "close");
      ctx.header("WWW-Authenticate", "Bearer realm=\"paperround\"");
      throw refusal(
          401,
          "Show a live key of the source: Authorization: Bearer prk_... (source key makes one).");
    }
    if (!holder.get().active()) {
      ctx.header("Connection", "close");
      throw refusal(
          403, "Source " + holder.get().slug() + " was removed; nothing is taken from it.");
    }
    return holder.get();
  }

  private void one(Context ctx, SourceKey.Holder holder, JsonNode pushed) {
    PushOutcome outcome = articles.push(holder.source(), List.of(pushed)).getFirst();
    ctx.status(
        switch (outcome) {
          case PushOutcome.Stored stored ->
              stored.change() == PushOutcome.Change.CREATED ? 201 : 200;
          case PushOutcome.Refused _ -> 422;
          case PushOutcome.Conflict _ -> 409;
          case PushOutcome.Failed _ -> 500;
        });
    send(ctx, object(outcome));
  }

  private void bulk(Context ctx, SourceKey.Holder holder, JsonNode pushed) {
    JsonNode list = pushed.path("articles");
    if (!pushed.isObject() || pushed.size() != 1 || !list.isArray()) {
      throw refusal(422, "The body must be {\"articles\": [...]}, and nothing else.");
    }
    if (list.size() > MAX_ARTICLES) {
      throw refusal(
          413,
          "There are " + list.size() + " articles; push at most " + MAX_ARTICLES + " at once.");
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode each = answer.putArray("articles");
    for (String result : List.of("created", "updated", "unchanged", "refused")) {
      answer.put(result, 0);
    }
    for (PushOutcome outcome : articles.push(holder.source(), list.valueStream().toList())) {
      ObjectNode one = object(outcome);
      String result = one.path("result").asText();
      answer.put(result, answer.path(result).asInt() + 1);
      each.add(one);
    }
    send(ctx, answer);
  }

  private void takeBack(Context ctx, SourceKey.Holder holder) {
    String url = ctx.queryParam("url");
    String externalId = ctx.queryParam("externalId");
    if ((url == null) == (externalId == null)) {
      throw refusal(422, "Name the article by ?url= or by ?externalId=, one of them.");
    }
    Optional<Boolean> taken = articles.takeBack(holder.source(), url, externalId);
    if (taken.isEmpty()) {
      throw refusal(404, "Source " + holder.slug() + " has no such article.");
    }
    send(ctx, JSON.createObjectNode().put("result", taken.get() ? "retracted" : "unchanged"));
  }

  private static ObjectNode object(PushOutcome outcome) {
    ObjectNode object = JSON.createObjectNode();
    switch (outcome) {
      case PushOutcome.Stored stored -> {
        object
            .put("result", stored.change().name().toLowerCase(Locale.ROOT))
            .put("id", stored.id().value())
            .put("story", stored.story().value())
            .put("revision", stored.revision())
            .put("url", stored.url());
        if (stored.retracted()) {
          object.put("retracted", true);
        }
      }
      case PushOutcome.Refused refused -> {
        ArrayNode problems = object.put("result", "refused").putArray("problems");
        refused
            .problems()
            .forEach(problem ->
                problems
                    .addObject()
                    .put("field", problem.field())
                    .put("problem", problem.sentence()));
        if (refused.more() > 0) {
          object.put("moreProblems", refused.more());
        }
      }
      case PushOutcome.Conflict conflict ->
          object.put("result", "refused").put("error", conflict.sentence());
      case PushOutcome.Failed _ ->
          object
              .put("result", "refused")
              .put("error", "A fault of ours; push it again in a while, that does no harm.");
    }
    return object;
  }

  private Act pushed(Push act) {
    return (ctx, holder) -> {
      String type = Optional.ofNullable(ctx.contentType()).orElse("").toLowerCase(Locale.ROOT);
      if (!type.split(";", 2)[0].strip().equals("application/json")) {
        ctx.header("Connection", "close");
        throw refusal(415, "The body must be JSON: Content-Type: application/json.");
      }
      body.read(ctx, bytes -> act.with(ctx, holder, json(bytes)));
    };
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json == null || json.isMissingNode()) {
        throw refusal(400, "The body is empty; it must be a JSON object.");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw refusal(400, "The body cannot be read as JSON: " + where(e) + e.getOriginalMessage());
    } catch (IOException e) {
      // Of bytes that are in memory: they are no text.
      throw refusal(400, "The body cannot be read as JSON: " + e.getMessage());
    }
  }

  private static String where(JsonProcessingException fault) {
    return fault.getLocation() == null
        ? ""
        : "line "
            + fault.getLocation().getLineNr()
            + ", column "
            + fault.getLocation().getColumnNr()
            + ": ";
  }

  private static void say(Context ctx, int status, String sentence) {
    ctx.status(status);
    send(ctx, JSON.createObjectNode().put("error", sentence));
  }

  private static void send(Context ctx, ObjectNode answer) {
    ctx.contentType("application/json; charset=utf-8").result(answer.toString());
  }

  /// Ends an act with this status and sentence.
  private static HttpResponseException refusal(int status, String sentence) {
    return new HttpResponseException(status, sentence, Map.of());
  }
}
