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
              "EHLO a\r\n"
                  + "MAIL FROM:<b@c.example>\r\n"
                  + "RCPT TO:<one@r.example>\r\n"
                  + "DATA\r\n"
                  + "Message-ID:\r\n"
                  + " <1@c.example>\r\n\r\n"
                  + "Message-ID: <body@c.example>\r\n"
                  + "..\r\n"
                  + ".\r\n"
                  + "MAIL FROM:<b@c.example>\r\n"
                  + "RCPT TO:<two@r.example>\r\n"
                  + "DATA\r\n"
                  + "message-id: <2@c.example>\r\n\r\n"
                  + ".\r\n"
                  + "QUIT\r\n");
      assertThat(answer).contains("250-PIPELINING").contains("250 2.0.0 Taken").endsWith("Bye\r\n");
      talk(sink, "MAIL FROM:<b@c.example>\r\nRCPT TO:<cut@r.example>\r\nDATA\r\nSubject: x\r\n");
    }
    assertThat(Files.readString(log))
        .isEqualTo("one@r.example\t<1@c.example>\ntwo@r.example\t<2@c.example>\n");
  }

  private static String talk(SinkServer sink, String commands) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sink.port())) {
      socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
