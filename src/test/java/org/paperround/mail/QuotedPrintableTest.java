package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is encoded is read again as it was by a decoder that is not ours, and its lines are such
/// that no relay touches them (mail-standards C6, C10).
class QuotedPrintableTest {
  @Test
  void everyTextIsReadAgainAsItWas() throws MessagingException, IOException {
    Random random = new Random(42);
    for (int i = 0; i < 3_000; i++) {
      String text = randomText(random, random.nextInt(400));
      byte[] encoded = QuotedPrintable.encode(text);
      assertThat(decode(encoded)).isEqualTo(text.replaceAll("\r\n|\r|\n", "\r\n"));
      assertLinesAreSafe(encoded, 76);
    }
  }

  @Test
  void aValueMayStandAnywhereBetweenEncodedSegments() throws MessagingException, IOException {
    Random random = new Random(43);
    for (int i = 0; i < 3_000; i++) {
      String before = randomText(random, random.nextInt(100));
      String value = randomText(random, random.nextInt(200));
      String after = randomText(random, random.nextInt(100));
      byte[] inline = QuotedPrintable.encodeInline(value);
      byte[] whole = joined(QuotedPrintable.encode(before), inline, QuotedPrintable.encode(after));
      assertThat(decode(whole)).isEqualTo(crlf(before) + crlf(value) + crlf(after));
      assertLinesAreSafe(whole, 76);
      assertLinesAreSafe(inline, 72);
      assertThat(new String(inline, StandardCharsets.US_ASCII))
          .startsWith("=\r\n")
          .endsWith("=\r\n");
    }
  }

  @Test
  void fromAndDotAtALinesBeginAreEncoded() {
    assertThat(encoded("From here\n.\nFrom\n Fr.om"))
        .isEqualTo("=46rom here\r\n=2E\r\nFrom\r\n Fr.om");
  }

  @Test
  void blanksAtALinesEndAreEncoded() {
    assertThat(encoded("a \nb\t\n c ")).isEqualTo("a=20\r\nb=09\r\n c=20");
  }

  @Test
  void aCharacterIsNeverSplitBetweenLines() {
    assertThat(encoded("x".repeat(70) + "€")).isEqualTo("x".repeat(70) + "=\r\n=E2=82=AC");
  }

  private static void assertLinesAreSafe(byte[] encoded, int limit) {
    String text = new String(encoded, StandardCharsets.ISO_8859_1);
    assertThat(text).matches("(?s)[\\x20-\\x7e\\t\\r\\n]*").doesNotContain("=_");
    assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    for (String line : text.split("\r\n", -1)) {
      assertThat(line.length()).isLessThanOrEqualTo(limit);
      assertThat(line).doesNotStartWith(".").doesNotStartWith("From ").doesNotMatch(".*[ \t]");
    }
  }

  private static String randomText(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      switch (random.nextInt(9)) {
        case 0 -> text.append("From ");
        case 1 -> text.append(random.nextBoolean() ? "." : "=");
        case 2 -> text.append(random.nextBoolean() ? "\r\n" : "\n");
        case 3 -> text.append(random.nextBoolean() ? " " : "\t");
        case 4 -> text.appendCodePoint(0x1F600 + random.nextInt(50));
        case 5 -> text.appendCodePoint(0xC0 + random.nextInt(0x2000));
        default -> text.append("word".repeat(1 + random.nextInt(8)));
      }
    }
    return text.toString();
  }

  private static String crlf(String text) {
    return text.replaceAll("\r\n|\r|\n", "\r\n");
  }

  private static String encoded(String text) {
    return new String(QuotedPrintable.encode(text), StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  private static String decode(byte[] encoded) throws MessagingException, IOException {
    return new String(
        MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable").readAllBytes(),
        StandardCharsets.UTF_8);
  }
}
