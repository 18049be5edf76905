package org.paperround.digest.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// A sound mail has no findings; of one broken thing exactly that is said.
class MailLintTest {
  private static final String HEADER =
      """
      From: The Courier <news@thecourier.example>
      To: reader@mail.example
      Date: Tue, 24 Nov 2026 06:00:00 +0000
      Message-ID: <1@thecourier.example>
      Subject: Rail pay talks resume in Leeds
      MIME-Version: 1.0
      List-Id: Morning Briefing <morning.thecourier.example>
      List-Unsubscribe: <https://news.example/u/T>, <mailto:u@news.example>
      List-Unsubscribe-Post: List-Unsubscribe=One-Click
      Auto-Submitted: auto-generated
      Content-Type: multipart/alternative; boundary=b

      """;

  private static final String TEXT =
      """
      1. Rail pay talks resume
      The union has called off two of three strikes.
      <https://thecourier.example/rail>
      Unsubscribe:
      <https://news.example/u/T>
      """;

  private static final String HTML =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Morning Briefing</title>
      <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      <style>
      @media (prefers-color-scheme: dark) { body { background-color: #15171b !important; }
        .ink, .ink a { color: #e9eaec !important; } }
      </style></head>
      <body style="background-color:#ffffff">
      <div style="display:none">Employers at 14 operators have raised their offer.</div>
      <table role="presentation" width="600"><tr><td class="ink" style="color:#16181d">
      <h1>The Courier</h1>
      <h2><a href="https://thecourier.example/rail" style="color:#16181d">Rail pay talks resume</a></h2>
      <img src="https://thecourier.example/rail.jpg" alt="An empty platform" width="552" height="310">
      <p>The union has called off two of three strikes.</p>
      <p><a href="https://news.example/u/T" style="color:#1a5fb4">Unsubscribe</a></p>
      </td></tr></table></body></html>
      """;

  @Test
  void aSoundMailHasNothingThatIsWrong() {
    assertThat(lint(HEADER, TEXT, HTML)).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvFileSource(resources = "faults-of-html.psv", delimiter = '|', quoteCharacter = '`')
  void eachFaultOfTheHtmlIsSaid(String sound, String broken, String finding) {
    String before = sound.replace("{n}", "\n");
    String html =
        HTML.replace(
            before,
            broken == null
                ? ""
                : broken.replace("{n}", "\n").replace("{long}", "word ".repeat(50)));
    assertThat(html).as("the sound mail has it").isNotEqualTo(HTML);

    assertThat(lint(HEADER, TEXT, html))
        .extracting(MailLintTest::where)
        .as("this and nothing else")
        .contains(finding)
        .allMatch(found -> found.equals(finding) || sameRule(found, finding));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click | X-Nothing: 1 | error header"
            + " header/List-Unsubscribe-Post",
        "<https://news.example/u/T>, <mailto:u@news.example> | <mailto:u@news.example> | error"
            + " header header/List-Unsubscribe",
        "<https://news.example/u/T>, <mailto:u@news.example> | <https://news.example/u/T> | warning"
            + " header header/List-Unsubscribe",
        "Message-ID: | X-Message-ID: | error header header/Message-ID",
        "Auto-Submitted: | X-Auto: | warning header header/Auto-Submitted",
        "Subject: Rail | Subject: Re: Rail | error subject subject",
        "Subject: Rail pay talks resume in Leeds | Subject: RAIL PAY TALKS RESUME | warning subject"
            + " subject",
        "Subject: Rail | Subject: Act now: rail | warning subject subject",
        "Subject: Rail | Subject: Wow!! Rail | warning subject subject",
        "Subject: Rail pay talks resume in Leeds | Subject: ${long} | warning subject subject"
      })
  void eachFaultOfTheHeaderIsSaid(String sound, String broken, String finding) {
    String header = HEADER.replace(sound, broken.replace("${long}", "word ".repeat(20) + "end"));
    assertThat(header).isNotEqualTo(HEADER);

    assertThat(lint(header, TEXT, HTML)).extracting(MailLintTest::where).containsExactly(finding);
  }

  @Test
  void aTextPartThatSaysLessOrNoWayOutIsSaid() {
    assertThat(lint(HEADER, "", HTML))
        .extracting(MailLintTest::where)
        .contains("error text-part text");
    assertThat(
            lint(
                HEADER,
                "See the HTML.\n<https://news.example/u/T>\n",
                HTML.replace("<p>The", "<p>" + "Much more. ".repeat(40) + "The")))
        .extracting(MailLintTest::where)
        .containsExactly("error text-part text");
    assertThat(
            lint(HEADER, TEXT.replace("/u/T", "/p/T").replace("Unsubscribe", "Preferences"), HTML))
        .extracting(MailLintTest::where)
        .containsExactly("error unsubscribe text");
    assertThat(lint(HEADER, TEXT + "word ".repeat(20) + "\n", HTML))
        .extracting(MailLintTest::where)
        .containsExactly("warning text-part text");
    assertThat(lint(HEADER, TEXT + "<b>bold</b>\n", HTML))
        .extracting(MailLintTest::where)
        .containsExactly("warning text-part text");
  }

  @Test
  void aMailThatGmailCutsOffIsSaid() {
    String paragraph = "<p>" + "Word ".repeat(200) + "</p>\n";
    String text = TEXT + "Word ".repeat(14) + "\n";
    assertThat(
            lint(
                HEADER,
                (text).repeat(300),
                HTML.replace("<p>The", paragraph.repeat(83) + "<p>The")))
        .extracting(Finding::toString)
        .containsExactly("warning size html 82.7 KB of the 100 KB that Gmail shows.");
    assertThat(
            lint(
                HEADER,
                (text).repeat(300),
                HTML.replace("<p>The", paragraph.repeat(120) + "<p>The")))
        .extracting(MailLintTest::where)
        .containsExactly("error size html");
    assertThat(
            lint(
                HEADER, TEXT, HTML.replace("<style>", "<style>" + ".x{color:#000000}".repeat(600))))
        .extracting(MailLintTest::where)
        .containsExactly("error size html/style");
  }

  @Test
  void aLinkThatCountsIsAnErrorWhereNoneMay() {
    String html = HTML.replace("https://thecourier.example/rail\"", "https://news.example/r/T\"");
    assertThat(lint(HEADER, TEXT, html)).isEmpty();
    assertThat(MailLint.checkUntracked(message(HEADER, TEXT, html), "https://news.example/r/"))
        .extracting(Finding::toString)
        .containsExactly(
            "error tracking html/a \"Rail pay talks resume\" counts the click of a reader who did"
                + " not agree to it.");
  }

  @Test
  void whatNewspapersDoWithGoodReasonIsNoFault() {
    for (String sound :
        List.of(
            "<img class=\"night\" style=\"display:none\" src=\"https://a.example/n.png\" alt=\"\""
                + " width=\"90\" height=\"30\"><style>@media (prefers-color-scheme:dark)"
                + "{.night{display:block!important}}</style>",
            "<img class=\"phone\" style=\"display:none\" src=\"https://a.example/p.png\" alt=\"\""
                + " width=\"90\" height=\"30\"><style>@media (max-width:479px)"
                + "{.phone{display:block!important}}</style>",
            "<img src=\"https://a.example/rule.png\" alt=\"\" width=\"600\" height=\"1\">",
            "<a name=\"top\"></a>",
            "<p style=\"background-color:navy;color:white\">On navy</p>",
            "<p style=\"color:#808080;font-size:24px\">Large and grey</p>",
            "<p style=\"color:#808080;font-size:19px;font-weight:bold\">Bold and grey</p>",
            "<p style=\"color:rebeccapurple\">Of a colour that is not known here</p>",
            "<p>the mail.ru group and section.control</p>")) {
      assertThat(lint(HEADER, TEXT, HTML.replace("<p>The", sound + "<p>The"))).as(sound).isEmpty();
    }
    assertThat(
            lint(
                HEADER.replace("Rail pay talks resume in Leeds", "Booker winner sits down"),
                TEXT,
                HTML))
        .isEmpty();
    String others =
        HTML.replace("https://news.example/u/T", "https://other.example/abmelden?x=1")
            .replace(">Unsubscribe<", ">Abmelden<");
    assertThat(lint(HEADER, TEXT, others)).as("another address leads out as well").isEmpty();
  }

  @Test
  void whatIsHiddenOrFaintIsFoundWhereverItIsWritten() {
    String dot = "<img src=\"https://a.example/o\" alt=\"\" style=\"width:1px;height:1px\">";
    assertThat(lint(HEADER, TEXT, HTML.replace("<p>The", dot + "<p>The")))
        .extracting(MailLintTest::where)
        .contains("error tracking html/img");
    for (String faint :
        List.of(
            "<p style=\"color:lightgray\">Faint</p>",
            "<p style=\"color:#eeeeee\">Faint</p>",
            "<table role=\"presentation\"><tr><td bgcolor=\"000000\">Black on"
                + " black</td></tr></table>",
            "<style>@media screen{.x{color:#fafafa}}</style><p class=\"x\">Faint</p>")) {
      assertThat(lint(HEADER, TEXT, HTML.replace("<p>The", faint + "<p>The")))
          .extracting(Finding::rule)
          .as(faint)
          .contains(Rule.CONTRAST);
    }
    assertThat(
            lint(
                HEADER,
                TEXT,
                HTML.replace("<style>", "<style>@media (max-width:9px){p{display:grid}}")))
        .extracting(MailLintTest::where)
        .containsExactly("warning css html/style");
  }

  @Test
  void aMailCannotWriteLinesOfTheReport() {
    String forged =
        "<a href=\"http://x.example/&#10;lint errors=0 warnings=0\">\u001B[2Jx</a>"
            + "<x\u2003y onclick=a>z</x\u2003y><td bgcolor=\"rgb(99999999999,0,0)\">q</td>";
    assertThat(lint(HEADER, TEXT, HTML.replace("<p>The", forged + "<p>The")))
        .isNotEmpty()
        .allMatch(finding -> finding.toString().chars().noneMatch(Character::isISOControl))
        .allMatch(finding -> finding.toString().split(" ", 4)[2].matches("\\S+"));
  }

  @Test
  void aConfirmationNeedsNoWayOut() {
    String header = HEADER.replaceAll("List-[^\\n]+\\n", "");
    String html = HTML.replaceAll("<p><a [^\\n]+\\n", "");
    assertThat(lint(header, TEXT, html)).isEmpty();
  }

  @Test
  void whatIsNoMailIsRefused() {
    assertThatThrownBy(() ->
            MailLint.check(
                "Content-Type: multipart/mixed\n\nnothing".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a readable mail");
  }

  @Test
  void hostileMarkupIsReadWithoutHarm() {
    for (String html :
        List.of(
            "<style>{{{{",
            "<p style=\"color:;;;:\">x",
            "<a href=\"%%%\">x</a>",
            "<table><table><tr>",
            "<style>@media{")) {
      assertThat(lint(HEADER, TEXT, html)).as(html).isNotEmpty();
    }
  }

  private static boolean sameRule(String found, String finding) {
    return found.split(" ")[1].equals(finding.split(" ")[1]);
  }

  private static String where(Finding finding) {
    String[] words = finding.toString().split(" ", 4);
    return words[0] + " " + words[1] + " " + words[2];
  }

  private static List<Finding> lint(String header, String text, String html) {
    return MailLint.check(message(header, text, html));
  }

  private static byte[] message(String header, String text, String html) {
    String body =
        "--b\nContent-Type: text/plain; charset=utf-8\n\n"
            + text
            + "--b\nContent-Type: text/html; charset=utf-8\n\n"
            + html
            + "--b--\n";
    return (header + body).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
