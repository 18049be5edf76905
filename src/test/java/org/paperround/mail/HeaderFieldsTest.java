package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Headers as RFC 5322 and 2047 want them, whatever a feed or a reader puts into a value
/// (mail-standards C1, C4, C5).
class HeaderFieldsTest {
  private static final Session SESSION = Session.getInstance(new Properties());
  private static final EmailAddress ADA = EmailAddress.of("ada@reader.example");

  @Test
  void dateHasAWeekdayAndANumericOffset() {
    assertThat(text(new HeaderFields().date(Instant.parse("2026-11-24T06:00:00.7Z"))))
        .isEqualTo("Date: Tue, 24 Nov 2026 06:00:00 +0000\r\n");
    assertThat(text(new HeaderFields().date(Instant.parse("2026-05-03T23:09:08Z"))))
        .isEqualTo("Date: Sun, 03 May 2026 23:09:08 +0000\r\n");
  }

  /// The names of all months and days, against the JDK's own formatter.
  @Test
  void everyDayOfTwoYearsIsWrittenAsRfc5322Says() {
    DateTimeFormatter expected =
        DateTimeFormatter.ofPattern("'Date: 'EEE, dd MMM yyyy HH:mm:ss Z'\r\n'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    Instant first = Instant.parse("2027-01-01T00:00:00Z");
    for (int day = 0; day <= 731; day++) {
      Instant at = first.plus(Duration.ofDays(day).plusSeconds(day * 117L));
      assertThat(text(new HeaderFields().date(at))).isEqualTo(expected.format(at));
    }
  }

  @Test
  void aLineBreakInAValueNeverBeginsAField() {
    assertThat(text(new HeaderFields().text("Subject", "a\r\nBcc: x@y.example\0\u202E\tb")))
        .isEqualTo("Subject: a Bcc: x@y.example b\r\n");
    assertThat(text(new HeaderFields().mailbox("To", new Mailbox("x\nBcc: y", ADA))))
        .isEqualTo("To: \"x Bcc: y\" <ada@reader.example>\r\n");
  }

  @Test
  void namesWithSpecialsAreQuotedOrEncoded() {
    assertThat(to("")).isEqualTo("To: ada@reader.example\r\n");
    assertThat(to("Ada King")).isEqualTo("To: Ada King <ada@reader.example>\r\n");
    assertThat(to("King, Ada")).isEqualTo("To: \"King, Ada\" <ada@reader.example>\r\n");
    assertThat(to("Ada \"A\" King"))
        .isEqualTo("To: =?UTF-8?Q?Ada_=22A=22_King?= <ada@reader.example>\r\n");
    assertThat(to("Zoë")).isEqualTo("To: =?UTF-8?Q?Zo=C3=AB?= <ada@reader.example>\r\n");
    assertThat(to("=?UTF-8?Q?x?="))
        .isEqualTo("To: =?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?= <ada@reader.example>\r\n");
  }

  @Test
  void longRawValuesAreFoldedOnlyAtSpaces() {
    String url = "<https://news.example/u/" + "t".repeat(80) + ">,";
    assertThat(text(new HeaderFields().raw("List-Unsubscribe", url + " <mailto:u@news.example>")))
        .isEqualTo("List-Unsubscribe:\r\n " + url + "\r\n <mailto:u@news.example>\r\n");
  }

  @Test
  void rawValuesMustBeAscii() {
    assertThatThrownBy(() -> new HeaderFields().raw("List-Id", "é"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyValueIsReadAgainAsItWas() throws MessagingException {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      String value = EncodedWords.clean(randomValue(random));
      HeaderFields fields =
          new HeaderFields().text("Subject", value).mailbox("To", new Mailbox(value, ADA));
      String header = text(fields);
      for (String line : header.split("\r\n")) {
        assertThat(line.length()).isLessThanOrEqualTo(78);
        assertThat(line).matches("[\\x20-\\x7e]+").isNotBlank();
      }
      MimeMessage read =
          new MimeMessage(
              SESSION,
              new ByteArrayInputStream((header + "\r\n").getBytes(StandardCharsets.US_ASCII)));
      assertThat(read.getSubject() == null ? "" : read.getSubject()).isEqualTo(value);
      InternetAddress to = (InternetAddress) read.getAllRecipients()[0];
      assertThat(to.getAddress()).isEqualTo("ada@reader.example");
      assertThat(to.getPersonal() == null ? "" : to.getPersonal()).isEqualTo(value);
    }
  }

  private static String randomValue(Random random) {
    StringBuilder value = new StringBuilder();
    int words = random.nextInt(20);
    boolean ascii = random.nextBoolean();
    for (int i = 0; i < words; i++) {
      switch (random.nextInt(ascii ? 4 : 7)) {
        case 0 -> value.append("w".repeat(1 + random.nextInt(random.nextInt(8) == 0 ? 90 : 9)));
        case 1 -> value.append(",;:\"\\()<>@[]=?_.".charAt(random.nextInt(16)));
        case 2, 3 -> value.append(' ').append((char) ('!' + random.nextInt(90)));
        case 4 -> value.appendCodePoint(0x1F600 + random.nextInt(50));
        case 5 -> value.append("Überschrift");
        default -> value.appendCodePoint(0xA1 + random.nextInt(0x1000));
      }
    }
    return value.toString();
  }

  private static String to(String name) {
    return text(new HeaderFields().mailbox("To", new Mailbox(name, ADA)));
  }

  private static String text(HeaderFields fields) {
    return new String(fields.bytes(), StandardCharsets.UTF_8);
  }
}
