package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What SpamAssassin says of the approved mails by its local tests, when they come to a mailbox by
/// way of a relay, as ours do. Needs `spamassassin` (Debian's package of this name); skipped
/// without.
class SpamScoreIT {
  private static final Path TOOL = Path.of("/usr/bin/spamassassin");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final double BAR = 1.0;

  private static final String CAME_BY =
      """
      From sender@bounce.example Tue Nov 24 06:00:00 2026
      Received: from out.relay.example (out.relay.example [193.0.6.139])
      \tby mx.reader.example with ESMTPS id 4XyZ1; Tue, 24 Nov 2026 06:00:09 +0000 (UTC)
      Received: from news.example (news.example [10.0.0.5])
      \tby out.relay.example with ESMTPS id 4XyZ0; Tue, 24 Nov 2026 06:00:08 +0000 (UTC)
      X-Golden: %s
      """;

  private static final Pattern VERDICT =
      Pattern.compile(
          "(?s)X-Spam-Status: \\w+, score=(-?[\\d.]+) required=\\S+ tests=(.*?)\\sautolearn.*?"
              + "X-Golden: (\\S+)");

  @TempDir Path folder;

  @Test
  void noMailIsTakenForSpamByALongWay() throws IOException, InterruptedException {
    assumeThat(TOOL).isExecutable();
    Path mails = folder.resolve("mails.mbox");
    List<Path> golden = golden();
    Files.write(mails, mailbox(golden));

    Map<String, String> scores = scores(mails);

    assertThat(scores).hasSameSizeAs(golden);
    assertThat(scores)
        .allSatisfy((mail, verdict) ->
            assertThat(Double.parseDouble(verdict.substring(0, verdict.indexOf(' '))))
                .as("%s: %s", mail, verdict)
                .isLessThan(BAR));
  }

  /// Anything that speaks against the sender would be found: the bar is not met by nothing.
  @Test
  void spamIsTakenForSpam() throws IOException, InterruptedException {
    assumeThat(TOOL).isExecutable();
    Path mails = folder.resolve("spam.mbox");
    Files.writeString(
        mails,
        CAME_BY.formatted("spam")
            + "From: a@x.example\nTo: b@y.example\nSubject: hello\n\n"
            + "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\n");

    assertThat(scores(mails).get("spam")).startsWith("100").contains("GTUBE");
  }

  private static List<Path> golden() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
    }
  }

  private static byte[] mailbox(List<Path> mails) throws IOException {
    ByteArrayOutputStream mailbox = new ByteArrayOutputStream();
    for (Path mail : mails) {
      String text = Files.readString(mail, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
      mailbox.writeBytes(
          (CAME_BY.formatted(mail.getFileName()) + text + "\n")
              .getBytes(StandardCharsets.ISO_8859_1));
    }
    return mailbox.toByteArray();
  }

  /// By mail: the score, and the names of the tests that made it.
  private Map<String, String> scores(Path mails) throws IOException, InterruptedException {
    Path said = folder.resolve("said.mbox");
    List<String> command = new ArrayList<>(List.of(TOOL.toString(), "-L", "-t", "--mbox"));
    command.add(mails.toString());
    int status =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(folder.resolve("errors"))).isZero();
    Map<String, String> scores = new TreeMap<>();
    Matcher verdict = VERDICT.matcher(Files.readString(said, StandardCharsets.ISO_8859_1));
    while (verdict.find()) {
      scores.put(verdict.group(3), verdict.group(1) + " " + verdict.group(2).replaceAll("\\s", ""));
    }
    return scores;
  }
}
