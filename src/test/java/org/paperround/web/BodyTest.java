package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.web.PushingPortal.BULK;
import static org.paperround.web.PushingPortal.ONE;
import static org.paperround.web.PushingPortal.article;
import static org.paperround.web.PushingPortal.json;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What machines send is held in memory only within limits, and they are told so.
class BodyTest {
  @RegisterExtension final PushingPortal portal = new PushingPortal();

  @Test
  void onlySoManyBodiesAreHeldAtOnceAndTheOthersAreToldToComeBack() throws Exception {
    String slow = article("slow", "Rail talks", "");
    List<Socket> pushes = new ArrayList<>();
    try {
      for (int i = 0; i < Body.AT_ONCE; i++) {
        pushes.add(begun(slow.length(), "Expect: 100-continue\r\n"));
        assertThat(Site.head(pushes.getLast())).startsWith("HTTP/1.1 100 ");
      }
      HttpResponse<String> more = portal.post(BULK, "{\"articles\": []}");

      assertThat(more.statusCode()).isEqualTo(503);
      assertThat(more.headers().firstValue("Retry-After")).contains("5");
      assertThat(json(more))
          .isEqualTo(json("{\"error\": \"Too much is sent at once; send it again in a while.\"}"));
      for (Socket push : pushes) {
        push.getOutputStream().write(slow.getBytes(StandardCharsets.US_ASCII));
        assertThat(Site.head(push)).matches("(?s)HTTP/1.1 20[01] .*");
      }
      assertThat(portal.post(BULK, "{\"articles\": []}").statusCode()).isEqualTo(200);
    } finally {
      for (Socket push : pushes) {
        push.close();
      }
    }
  }

  @Test
  void whoeverBreaksOffGivesTheRoomBack() throws Exception {
    for (int i = 0; i < 3 * Body.AT_ONCE; i++) {
      try (Socket push = begun(100, "")) {
        push.shutdownOutput();
        assertThat(Site.head(push)).startsWith("HTTP/1.1 400 ").contains("Connection: close");
      }
    }
    assertThat(portal.post(ONE, article("a", "Rail talks", "")).statusCode()).isEqualTo(201);
  }

  @Test
  void aBodyThatTakesTooLongIsNotWaitedFor() throws Exception {
    Body impatient = new Body(Duration.ZERO);
    Javalin server =
        Javalin.create(config ->
                config.routes.post("/", ctx -> impatient.read(ctx, _ -> ctx.result("whole"))))
            .start("127.0.0.1", 0);
    try (Socket push = new Socket("127.0.0.1", server.port())) {
      push.setSoTimeout(5_000);
      push.getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n1"
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(Site.head(push)).startsWith("HTTP/1.1 408 ").contains("Connection: close");
    } finally {
      server.stop();
    }
  }

  @Test
  void whoeverSendsTooMuchWithoutAskingSeesTheRefusal() throws Exception {
    int size = 2 * Body.MAX_BYTES - 1;
    try (Socket push = begun(size, "")) {
      push.getOutputStream().write(new byte[size]);

      assertThat(Site.head(push)).startsWith("HTTP/1.1 413 ").contains("Connection: close");
    }
  }

  @Test
  void aBodyOfTooManySmallPartsIsRefused() {
    HttpResponse<String> answer =
        portal.post(BULK, "{\"articles\": [" + "{},".repeat(30_000) + "{}]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText())
        .startsWith("The body cannot be read as JSON: ")
        .contains("Token count (50001) exceeds the maximum allowed (50000");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] noUtf32 = {0, 0, 0, '{', 0x7f, 0, 0, 0};
    HttpResponse<String> answer =
        portal.site.send(
            "POST",
            ONE,
            HttpRequest.BodyPublishers.ofByteArray(noUtf32),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + portal.key());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).startsWith("The body cannot be read as JSON: ");
  }

  private Socket begun(int length, String more) throws IOException {
    return portal.site.begun(
        ONE,
        "Authorization: Bearer "
            + portal.key()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n"
            + more,
        "");
  }
}
