package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.testing.ScriptedSmtpServer;

/// The mail commands print what outside checks read (docs/reference/commands.md).
class MailCommandsTest {
  @TempDir Path folder;

  @Test
  void relayTrySaysHowTheTransmissionEnded() throws Exception {
    Path message = Files.writeString(folder.resolve("m.eml"), "Subject: x\n\n.dot\n");
    try (ScriptedSmtpServer relay =
        new ScriptedSmtpServer(
            talk -> {
              talk.greet("PIPELINING");
              talk.accept("250 2.0.0 taken \"so\"");
            },
            talk -> {
              talk.greet();
              talk.hear("MAIL");
              talk.say("550 5.7.1 no");
            },
            talk -> talk.say("421 4.3.2 busy"))) {
      assertThat(relayTry(relay, message))
          .isEqualTo("0 relay-try outcome=delivered code=250 enhanced=2.0.0 text=\"taken 'so'\"");
      assertThat(relayTry(relay, message))
          .isEqualTo("1 relay-try outcome=perm code=550 enhanced=5.7.1 text=\"no\"");
      assertThat(relayTry(relay, message)).startsWith("1 relay-try outcome=temp code=421");
      assertThat(relay.messages()).containsExactly("Subject: x\r\n\r\n.dot\r\n");
    }
  }

  @Test
  void wrongUsageIsSaidAndNothingIsSent() throws Exception {
    Path message = Files.writeString(folder.resolve("m.eml"), "Subject: x\n\nx\n");
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer(talk -> talk.greet())) {
      String port = Integer.toString(relay.port());
      String[] begin = {"relay", "try", "--host", "localhost", "--port", port, "--from"};
      assertThat(run("", with(begin, "no address", "--to", "a@b.example", message.toString())))
          .startsWith("2 ");
      assertThat(run("", with(begin, "a@b.example", "--to", "a@b.example", "missing.eml")))
          .startsWith("2 ");
      assertThat(relay.connections()).isZero();
    }
  }

  @Test
  void relayClassifyAnswersLineByLine() {
    assertThat(run("550\t5.1.1\tuser unknown\n250\t\tok\n452\t4.2.2\t\n", "relay", "classify"))
        .isEqualTo("0 hard\naccepted\nfull");
  }

  @Test
  void checkAddressAnswersLineByLine() {
    assertThat(
            run(
                "\"Ada@Bücher.example\"\n\"a\\u0000b@c.example\"\n",
                "subscriber",
                "check-address",
                "-"))
        .isEqualTo(
            "0 ok\tAda@xn--bcher-kva.example\t\n"
                + "refused\t\tThe address has a character in it that cannot be seen.");
  }

  @Test
  void dkimGenerateNeverOverwritesAKey() {
    String file = folder.resolve("k.pem").toString();
    String[] command = {
      "dkim", "generate", "--domain", "courier.example", "--selector", "s1", "--out", file
    };
    assertThat(run("", command))
        .startsWith("0 s1._domainkey.courier.example IN TXT \"v=DKIM1; k=rsa; p=MII")
        .endsWith("dkim-generate domain=courier.example selector=s1 algorithm=rsa");
    assertThat(run("", command)).startsWith("2 ");
  }

  @Test
  void dkimCheckComparesEachSelectorWithItsRecord() throws Exception {
    Map<String, String> records = new HashMap<>();
    for (String selector : List.of("s2", "s1")) {
      String made =
          run(
              "",
              "dkim",
              "generate",
              "--domain",
              "courier.example",
              "--selector",
              selector,
              "--out",
              folder.resolve(selector + ".pem").toString());
      records.put(
          selector,
          made.replaceAll("(?s).*?\"(v=[^\"]*(\" *\"[^\"]*)*)\".*", "$1").replaceAll("\" *\"", ""));
    }
    String config =
        Files.writeString(
                folder.resolve("p.properties"),
                "database.url = jdbc:postgresql:unused\n"
                    + "dkim.domain = courier.example\n"
                    + "dkim.selector = s2,s1\n"
                    + "dkim.private-key = "
                    + folder.resolve("s2.pem")
                    + ","
                    + folder.resolve("s1.pem"))
            .toString();
    String[] check = {"dkim", "check", "--config", config};
    String s1 = "s1=" + records.get("s1");
    String s2 = "s2=" + records.get("s2");

    assertThat(run("", check))
        .startsWith("0 s2._domainkey.courier.example IN TXT")
        .contains("\ns1._domainkey.courier.example IN TXT")
        .contains("dkim-check domain=courier.example keys=2 signatures=rsa provider=")
        .endsWith(" compared=0 matches=true");
    assertThat(run("", with(check, "--record", s1, "--record", s2)))
        .startsWith("0 ")
        .endsWith(" compared=2 matches=true");
    assertThat(run("", with(check, "--record", records.getOrDefault("s2", ""))))
        .startsWith("0 ")
        .endsWith(" compared=1 matches=true");
    assertThat(run("", with(check, "--record", "s1=" + records.get("s2"), "--record", s2)))
        .startsWith("1 ")
        .endsWith(" compared=2 matches=false");
    assertThat(run("", with(check, "--record", "s3=" + records.get("s1")))).startsWith("2 ");
  }

  private static String relayTry(ScriptedSmtpServer relay, Path message) {
    return run(
        "",
        "relay",
        "try",
        "--host",
        "localhost",
        "--port",
        Integer.toString(relay.port()),
        "--tls",
        "none",
        "--from",
        "b@courier.example",
        "--to",
        "ada@reader.example",
        message.toString());
  }

  private static String[] with(String[] begin, String... rest) {
    String[] all = java.util.Arrays.copyOf(begin, begin.length + rest.length);
    System.arraycopy(rest, 0, all, begin.length, rest.length);
    return all;
  }

  /// The exit code and what stood on stdout.
  private static String run(String input, String... arguments) {
    PrintStream out = System.out;
    InputStream in = System.in;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      int code = CommandLineInterface.run(arguments);
      return code + " " + printed.toString(StandardCharsets.UTF_8).stripTrailing();
    } finally {
      System.setOut(out);
      System.setIn(in);
    }
  }
}
