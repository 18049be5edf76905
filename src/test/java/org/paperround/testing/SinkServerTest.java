package org.paperround.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sink writes down what it accepted before it says so, and nothing else.
class SinkServerTest {
  @TempDir Path folder;

  @Test
  void whatWasAcceptedIsInTheLogAndWhatWasCutIsNot() throws IOException {
    Path log = folder.resolve("sink.log");
    try (SinkServer sink = new SinkServer(0, Duration.ZERO, log)) {
      String answer =
          talk(
              sink,
              """
              EHLO a
              MAIL FROM:<b@c.example>
              RCPT TO:<one@r.example>
              DATA
              Message-ID:
               <1@c.example>

              Message-ID: <body@c.example>
              ..
              .
              MAIL FROM:<b@c.example>
              RCPT TO:<two@r.example>
              DATA
              message-id: <2@c.example>

              .
              QUIT
              """);
      assertThat(answer).contains("250-PIPELINING").contains("250 2.0.0 Taken").endsWith("Bye\r\n");
      talk(
          sink,
          """
          MAIL FROM:<b@c.example>
          RCPT TO:<cut@r.example>
          DATA
          Subject: x
          """);
    }
    assertThat(Files.readString(log))
        .isEqualTo("one@r.example\t<1@c.example>\ntwo@r.example\t<2@c.example>\n");
  }

  private static String talk(SinkServer sink, String commands) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sink.port())) {
      socket
          .getOutputStream()
          .write(commands.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
