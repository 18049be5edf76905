package org.paperround.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataFrameTest {
  private final DataFrame frame = new DataFrame();

  @Test
  void dotsAreDoubledAtLineBeginsAndNowhereElse() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(12);
      for (int j = 0; j < pieces; j++) {
        text.append(
            switch (random.nextInt(5)) {
              case 0 -> ".";
              case 1 -> "\r\n";
              case 2 -> "ab/-";
              case 3 -> "/";
              default -> "a long word without any stop";
            });
      }
      String message = text.toString();
      String ended = message.endsWith("\r\n") ? message : message + "\r\n";
      assertThat(framed(message, StandardCharsets.US_ASCII))
          .isEqualTo(("\r\n" + ended).replace("\r\n.", "\r\n..").substring(2) + ".\r\n");
      assertThat(frame.eightBit()).isFalse();
    }
  }

  @Test
  void oneOctetOutsideAsciiIsSeenWhereverItIs() throws IOException {
    for (int i = 0; i < 40; i++) {
      String message = "x".repeat(i) + "é" + ".".repeat(i % 3) + "x".repeat(40 - i) + "\r\n";
      assertThat(framed(message, StandardCharsets.UTF_8)).isEqualTo(message + ".\r\n");
      assertThat(frame.eightBit()).isTrue();
    }
  }

  @Test
  void whatIsSaidNextLeavesWithItAndIsNotSaidAgain() throws IOException {
    byte[] octets = "a\r\n".getBytes(StandardCharsets.UTF_8);
    frame.fill(octets, octets.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame.writeTo(out, "NOOP\r\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
    frame.writeTo(out, new byte[0]);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("a\r\n.\r\n" + "NOOP\r\n".repeat(20_000) + "a\r\n.\r\n");
  }

  private String framed(String message, java.nio.charset.Charset charset) throws IOException {
    byte[] octets = message.getBytes(charset);
    frame.fill(octets, octets.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame.writeTo(out, new byte[0]);
    return out.toString(charset);
  }
}
