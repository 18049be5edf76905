package org.paperround.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sink hands on what it takes before it says so, and nothing else.
class MailSinkTest {
  private static final String TWO_MAILS =
      """
      EHLO a
      MAIL FROM:<b@c.example>
      RCPT TO:<one@r.example>
      DATA
      Message-ID:
       <1@c.example>

      Message-ID: <body@c.example>
      ..
      ..two
      .
      MAIL FROM:<b@c.example>
      RCPT TO:<two@r.example>
      DATA
      message-id: <2@c.example>

      .
      QUIT
      """;
  private static final String CUT =
      """
      MAIL FROM:<b@c.example>
      RCPT TO:<cut@r.example>
      DATA
      Subject: x
      """;

  @TempDir Path folder;

  @Test
  void whatWasAcceptedIsInTheLogAndWhatWasCutIsNot() throws IOException {
    Path log = folder.resolve("sink.log");
    try (MailSink sink = new MailSink(0, Duration.ZERO, MailSink.log(log))) {
      assertThat(talk(sink, TWO_MAILS))
          .contains("250-PIPELINING")
          .contains("250 2.0.0 Taken")
          .endsWith("Bye\r\n");
      talk(sink, CUT);
    }
    assertThat(Files.readString(log))
        .isEqualTo("one@r.example\t<1@c.example>\ntwo@r.example\t<2@c.example>\n");
  }

  @Test
  void theMessageIsAsItWasBeforeDotStuffing() throws IOException {
    List<String> messages = new ArrayList<>();
    MailSink.Taking keep =
        (_, message) -> messages.add(new String(message, StandardCharsets.US_ASCII));
    try (MailSink sink = new MailSink(0, Duration.ZERO, keep)) {
      talk(sink, TWO_MAILS);
    }
    assertThat(messages)
        .containsExactly(
            "Message-ID:\r\n <1@c.example>\r\n\r\nMessage-ID: <body@c.example>\r\n.\r\n.two\r\n",
            "message-id: <2@c.example>\r\n\r\n");
  }

  private static String talk(MailSink sink, String commands) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sink.port())) {
      socket
          .getOutputStream()
          .write(commands.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
