package org.paperround.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.delivery.BounceClass;

/// What comes back is understood, and what does not come back says nothing (mail-standards G1, G2,
/// G4, G5).
class ReturnedMailTest {
  @ParameterizedTest
  @CsvSource({
    "bounce-unknown-user, HARD",
    "bounce-vague-status, HARD",
    "bounce-status-only, HARD",
    "bounce-no-codes, HARD",
    "bounce-guessed-status, HARD",
    "bounce-global, HARD",
    "bounce-whole-mail-returned, HARD",
    "bounce-rewritten-return-address, HARD",
    "text-server, HARD",
    "text-without-a-code, HARD",
    "bounce-disabled, DISABLED",
    "bounce-full, FULL",
    "bounce-expired-full, FULL",
    "bounce-expired, SOFT",
    "report-two-that-differ, SOFT",
    "bounce-blocked, BLOCK",
    "text-broken-lines, BLOCK",
    "bounce-unauthenticated, CONFIG",
    "bounce-too-large, MAIL",
  })
  void bouncesAreClassifiedByTheReceiversWords(String sample, BounceClass kind) {
    Returned says = ReturnedMail.read(Sample.SOMEBODY.bytes(sample)).says();

    assertThat(says).isInstanceOf(Returned.Bounce.class);
    assertThat(BounceClass.of(((Returned.Bounce) says).reply())).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "report-delayed, no-failure",
    "report-relayed, no-failure",
    "report-delivered, no-failure",
    "report-expanded, no-failure",
    "report-one-of-two, no-failure",
    "text-late, automatic",
    "text-telephone, automatic",
    "vacation, automatic",
    "read-receipt, automatic",
    "person, unknown",
    "person-forwards-a-bounce, unknown",
    "feedback-not-spam, no-complaint",
    "feedback-other, no-complaint",
  })
  void whatIsNoFailureSaysNothing(String sample, String why) {
    assertThat(ReturnedMail.read(Sample.SOMEBODY.bytes(sample)).says())
        .isEqualTo(new Returned.Nothing(why));
  }

  @ParameterizedTest
  @CsvSource({
    "complaint-abuse, abuse",
    "complaint-redacted, abuse",
    "complaint-fraud, fraud",
    "complaint-virus, virus",
    "complaint-microsoft, abuse",
  })
  void complaintsAreRecognised(String sample, String type) {
    assertThat(ReturnedMail.read(Sample.SOMEBODY.bytes(sample)).says())
        .isEqualTo(new Returned.Complaint(type));
  }

  @Test
  void anOptOutIsNoComplaint() {
    assertThat(ReturnedMail.read(Sample.SOMEBODY.bytes("feedback-opt-out")).says())
        .isEqualTo(new Returned.OptOut());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bounce-unknown-user",
        "bounce-envelope-id",
        "bounce-whole-mail-returned",
        "text-server",
        "complaint-abuse",
        "complaint-fraud"
      })
  void theReturnAddressIsFoundWhereverItStands(String sample) {
    assertThat(ReturnedMail.read(Sample.SOMEBODY.bytes(sample)).clues().bounces())
        .containsExactly("ab27".repeat(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"complaint-redacted", "complaint-microsoft"})
  void theUnsubscribeLinkIsFoundWhenTheReaderIsRedacted(String sample) {
    Clues clues = ReturnedMail.read(Sample.SOMEBODY.bytes(sample)).clues();

    assertThat(clues.bounces()).isEmpty();
    assertThat(clues.unsubscribes()).containsExactly("AbCdEfGhIjKlMnOpQrSt", "cd45".repeat(11));
    assertThat(clues.messageIds()).containsExactly("<d.7.abcdefghijklmnop@news.example>");
  }

  @Test
  void nobodysAddressOrNameStaysInTheWords() {
    Returned.Bounce bounce = bounce("bounce-unknown-user");
    assertThat(bounce)
        .isEqualTo(
            new Returned.Bounce(
                new org.paperround.mail.RelayReply(
                    550,
                    "5.1.1",
                    "<a***@reader.example>: Recipient address rejected: User unknown in"
                        + " virtual mailbox table (a***)"),
                "mx.reader.example",
                List.of("ada@reader.example")));
    assertThat(bounce("bounce-global").reply().text()).endsWith("No such user here: j***");
    assertThat(bounce("text-server").reply().text()).isEqualTo("no such user here");
  }

  @Test
  void whatIsCutOffIsReadAsFarAsItGoes() {
    String whole = Sample.SOMEBODY.text("bounce-whole-mail-returned");
    int inTheReturnedMail = whole.lastIndexOf("Date: ");
    byte[] part = whole.substring(0, inTheReturnedMail).getBytes(StandardCharsets.UTF_8);

    ReturnedMail read = ReturnedMail.read(part);

    assertThat(read.says()).isInstanceOf(Returned.Bounce.class);
    assertThat(read.clues().bounces()).hasSize(1);
  }

  @Test
  void depthAndNumberOfPartsAreBounded() {
    StringBuilder deep = new StringBuilder("From: MAILER-DAEMON@x.example\r\n");
    for (int i = 0; i < 2_000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b").append(i);
      deep.append("\r\n\r\n--b").append(i).append("\r\n");
    }
    deep.append("Content-Type: message/delivery-status\r\n\r\n\r\nAction: failed\r\n");
    StringBuilder wide = new StringBuilder("Content-Type: multipart/report; boundary=b\r\n\r\n");
    for (int i = 0; i < 5_000; i++) {
      wide.append("--b\r\n\r\nx\r\n");
    }
    wide.append("--b\r\nContent-Type: message/delivery-status\r\n\r\n\r\nAction: failed\r\n");

    assertThat(read(deep.toString())).isInstanceOf(Returned.Nothing.class);
    assertThat(read(wide.toString())).isEqualTo(new Returned.Nothing("unknown"));
  }

  @Test
  void aReportIsLookedForFivePartsDeepAndNoDeeper() {
    assertThat(read(nested(5))).isInstanceOf(Returned.Bounce.class);
    assertThat(read(nested(6))).isEqualTo(new Returned.Nothing("unknown"));
  }

  private static String nested(int depth) {
    StringBuilder mail = new StringBuilder("From: a.server@x.example\r\n");
    for (int i = 0; i < depth; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b").append(i);
      mail.append("\r\n\r\n--b").append(i).append("\r\n");
    }
    mail.append("Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n");
    return mail.toString();
  }

  @Test
  void emptyLinesByTheThousandAreEmptyLines() {
    String report =
        "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
            + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\n"
            + "\n".repeat(30_000)
            + "Action: failed\nStatus: 5.1.1\n\r\n--b--\r\n";

    assertThat(Feedback.understood(report.getBytes(StandardCharsets.UTF_8)).orElseThrow().says())
        .isInstanceOf(Returned.Bounce.class);
  }

  @Test
  void damagedMailSaysWhateverButNeverFails() {
    Random random = new Random(7);
    for (String sample : List.of("bounce-global", "complaint-abuse", "text-server", "vacation")) {
      byte[] good = Sample.SOMEBODY.bytes(sample);
      for (int i = 0; i < 500; i++) {
        byte[] bad = Arrays.copyOf(good, random.nextInt(good.length) + 1);
        for (int j = 0; j < 8; j++) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        assertThatCode(() -> ReturnedMail.read(bad)).doesNotThrowAnyException();
      }
    }
  }

  private static Returned read(String mail) {
    return ReturnedMail.read(mail.getBytes(StandardCharsets.UTF_8)).says();
  }

  private static Returned.Bounce bounce(String sample) {
    return (Returned.Bounce) ReturnedMail.read(Sample.SOMEBODY.bytes(sample)).says();
  }
}
