package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;

/// An editor's acts by the pages of the desk, without a script.
class DeskEditionTest {
  private static final String HOSTILE = "<script>alert(1)</script> \"quoted\" & 'single'";

  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private DeskBrowser editor;
  private DeskBrowser publisher;

  @BeforeEach
  void desk() {
    edition = site.edition("collecting");
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
    publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
  }

  @Test
  void todayLeadsToEveryEditionAndSaysWhatBecomesOfIt() {
    site.reader("anna");

    assertThat(editor.get("/desk").body())
        .contains("/desk/editions/" + edition.id())
        .contains("Collecting")
        .contains("to 1 reader");
  }

  @Test
  void anEditorMovesPinsDropsAndRewordsAndTakesEachBack() {
    List<StoryId> before = front();
    StoryId last = before.getLast();

    HttpResponse<String> moved = editor.act(path(last, "place?position=1"), "");
    assertThat(front()).startsWith(last);
    assertThat(editor.get(location(moved)).body()).contains("You pinned", "Undo");
    editor.act(path() + "/undo", "revision=" + now().revision());
    assertThat(front()).isEqualTo(before);

    editor.act(path(last, "drop"), "");
    assertThat(front()).doesNotContain(last);
    assertThat(editor.get(path()).body()).contains("Bring back");
    editor.act(path(last, "restore"), "");
    assertThat(front()).isEqualTo(before);

    editor.act(path(last, "words"), "headline=In+the+mail&standfirst=");
    assertThat(card(last).content().headline()).isEqualTo("In the mail");
    editor.act(path(last, "words"), "headline=&standfirst=");
    assertThat(card(last).content().headline()).isNotEqualTo("In the mail");
  }

  @Test
  void theDiaryNamesWhoDidIt() {
    editor.act(path(front().getLast(), "pin"), "");

    assertThat(site.engine().editions().diary(edition.id()))
        .extracting(DiaryEntry::actor)
        .endsWith("editor@news.example");
    assertThat(publisher.get(path()).body()).contains("editor@news.example").contains("pinned");
    assertThat(publisher.get(path() + "?done=" + now().revision()).body())
        .as("what another did is not said to be mine")
        .doesNotContain("You pinned");
  }

  @Test
  void approvingAsksWithTheSentenceAndTheNumberAndNeedsAPublisher() {
    site.reader("anna");
    site.reader("ben");
    site.bounce(site.reader("gone"));
    site.pause(site.reader("away"));

    assertThat(publisher.get(path() + "/approve").body())
        .contains("goes to 2 readers")
        .contains("Approve and send");
    assertThat(editor.act(path() + "/approve", "").statusCode()).isEqualTo(403);
    assertThat(now().state()).isEqualTo(EditionState.COLLECTING);
    editor.act(path(front().getLast(), "drop"), "");
    assertThat(publisher.act(path() + "/approve", "revision=1").body())
        .contains("has changed since you were asked");
    assertThat(now().state()).isEqualTo(EditionState.COLLECTING);
    approve();

    assertThat(now().state()).isEqualTo(EditionState.APPROVED);
  }

  @Test
  void whatAPublisherLetGoIsAPublishersToChangeWhereApprovalIsWanted() {
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE newsletter SET approval = 'required'"));
    StoryId story = front().getLast();
    editor.act(path(story, "pin"), "");
    int pinned = now().revision();
    approve();

    HttpResponse<String> answer = editor.act(path(story, "drop"), "");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("so a publisher has to change it");
    assertThat(editor.act(path() + "/undo", "revision=" + pinned).body())
        .contains("so a publisher has to change it");
    editor.act(path() + "/words", "subject=Other");
    assertThat(now().words().subjects()).isEmpty();
    publisher.act(path(story, "drop"), "");
    assertThat(front()).doesNotContain(story);
  }

  @Test
  void twoPublishersApproveItWhereTheNewsletterSaysSo() {
    site.reader("anna");
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE newsletter SET approval = 'two_people'"));
    DeskBrowser other = DeskBrowser.signedIn(site, "other@news.example", Role.PUBLISHER);

    assertThat(publisher.get(path() + "/approve").body())
        .contains("Nothing is sent before a second person approves it, too.");
    approve();
    assertThat(now().state()).isEqualTo(EditionState.COLLECTING);
    assertThat(publisher.get(path()).body()).contains("You have approved it as it stands");
    assertThat(other.get(path()).body())
        .contains("publisher@news.example has approved it as it stands");
    assertThat(publisher.act(path() + "/approve", "revision=" + now().revision()).statusCode())
        .isEqualTo(409);
    assertThat(other.get(path() + "/approve").body())
        .contains("goes to 1 reader")
        .doesNotContain("second person");
    other.act(path() + "/approve", "revision=" + now().revision());

    assertThat(now().state()).isEqualTo(EditionState.APPROVED);
  }

  @Test
  void whoApprovesEarlyIsToldThatItGoesAtOnce() {
    site.reader("anna");
    site.clock.set(edition.cutOff().minusSeconds(9 * 3_600));
    LocalTime time = LocalTime.ofInstant(site.clock.instant(), ZoneId.of("Europe/London"));

    assertThat(publisher.get(path() + "/approve").body())
        .contains("goes to 1 reader at " + time.truncatedTo(ChronoUnit.MINUTES));
  }

  @Test
  void anEditionIsHeldStoppedAndResumed() {
    editor.act(path() + "/hold", "");
    assertThat(now().state()).isEqualTo(EditionState.HELD);
    approve();
    assertThat(editor.get(path() + "/stop").body()).contains("Nobody has it yet");
    editor.act(path() + "/stop", "");
    assertThat(now().state()).isEqualTo(EditionState.STOPPED);
    assertThat(publisher.get(path() + "/resume").body()).contains("goes to nobody");
    publisher.act(path() + "/resume", "");

    assertThat(now().state()).isEqualTo(EditionState.APPROVED);
  }

  @Test
  void aSkippedEditionSaysWhyAlsoWhenItsStoriesWereMergedLater() {
    site.database
        .get()
        .useTransaction(
            handle -> handle.execute("UPDATE newsletter SET approval = 'required_or_skip'"));
    site.engine().editions().tick();
    String why = "It is not sent: it was not approved by its cut-off.";
    assertThat(editor.get(path()).body()).contains(why);

    String merge = "with=" + front().getLast();
    assertThat(editor.act(path(front().getFirst(), "merge"), merge).statusCode()).isEqualTo(303);

    assertThat(editor.get(path()).body()).contains(why);
  }

  @Test
  void whatDoesNotFitTheStateIsRefusedWithTheReasonAndChangesNothing() {
    StoryId story = front().getFirst();
    editor.act(path(story, "pin"), "");
    int pinned = now().revision();
    Edition sending = state("sending");

    HttpResponse<String> answer = editor.act(path(story, "pin"), "");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("would not reach everybody");
    assertThat(editor.act(path() + "/undo", "revision=" + pinned).statusCode()).isEqualTo(409);
    assertThat(now().revision()).isEqualTo(sending.revision());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/desk/editions/99",
        "/desk/editions/0",
        "/desk/editions/x",
        "/desk/editions/99999999999999999999",
        "/desk/editions/1/stories/999",
        "/desk/editions/1/stories/x",
      })
  void whatThereIsNotIsNotFound(String path) {
    assertThat(editor.get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "99999999999999999999", "x"})
  void aPlaceThatIsNoWholeNumberIsRefusedAndChangesNothing(String position) {
    List<StoryId> before = front();

    HttpResponse<String> answer =
        editor.act(path(before.getLast(), "place"), "position=" + position);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(front()).isEqualTo(before);
    assertThat(now().revision()).isEqualTo(edition.revision());
  }

  @Test
  void aPlaceBeforeTheFirstIsTheFirst() {
    StoryId last = front().getLast();

    assertThat(editor.act(path(last, "place"), "position=0").statusCode()).isEqualTo(303);
    assertThat(front()).startsWith(last);
  }

  @Test
  void whatIsTypedAndWhatFeedsSayIsTextNeverMarkup() {
    StoryId story = front().getFirst();
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE card SET content = content || jsonb_build_object('headline', ?::text)",
                HOSTILE));
    assertShownAsText(story);

    editor.act(
        path(story, "words"),
        "headline=" + DeskBrowser.encoded(HOSTILE) + "&standfirst=" + DeskBrowser.encoded(HOSTILE));
    editor.act(path() + "/words", "subject=" + DeskBrowser.encoded(HOSTILE));
    assertShownAsText(story);
    assertThat(card(story).content().headline()).isEqualTo(HOSTILE);
  }

  @Test
  void anEditorIntroducesTheEditionAndTakesThatAndTheSubjectBack() {
    HttpResponse<String> written =
        editor.act(
            path() + "/intro", "intro=" + DeskBrowser.encoded("Read this first.\n\n" + HOSTILE));
    int intro = now().revision();
    editor.act(path() + "/words", "subject=Calm");
    int head = now().revision();

    assertThat(editor.get(location(written)).body())
        .contains("You changed the intro", "Undo", "Read this first.", "&lt;script&gt;alert(1)");
    assertThat(editor.get(path() + "/mail").body())
        .contains("Read this first.")
        .doesNotContain("<script>alert");
    editor.act(path() + "/undo", "revision=" + head);
    editor.act(path() + "/undo", "revision=" + intro);
    assertThat(now().words().subjects()).isEmpty();
    assertThat(now().words().intro()).isNull();
  }

  @Test
  void wordsThatAreNotTakenStandInTheirFieldsStill() {
    HttpResponse<String> intro = editor.act(path() + "/intro", "intro=" + "x".repeat(1_001));
    HttpResponse<String> subjects =
        editor.act(path() + "/words", "subject=Same&subject=Same&preheader=Read+on");

    assertThat(intro.statusCode()).isEqualTo(409);
    assertThat(intro.body()).contains("this one has 1,001", "x".repeat(1_001));
    assertThat(Jsoup.parse(intro.body()).select("details[open] #intro")).hasSize(1);
    assertThat(subjects.statusCode()).isEqualTo(409);
    assertThat(subjects.body()).contains("Two of the subjects are the same.");
    assertThat(Jsoup.parse(subjects.body()).select("details[open] input").eachAttr("value"))
        .contains("Same", "Read on");
  }

  private void assertShownAsText(StoryId story) {
    for (String page : List.of("", "/stories/" + story, "/preview", "/mail")) {
      assertThat(editor.get(path() + page).body())
          .as(page)
          .contains("&lt;script&gt;alert(1)")
          .doesNotContain("<script>alert");
    }
    assertThat(editor.get(path() + "/check").body()).doesNotContain("<script>alert");
  }

  @Test
  void wordsThatComeTooLateAreShownSoThatTheyCanBeCopied() {
    StoryId story = front().getFirst();
    editor.act(path() + "/hold", "");
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE edition SET state = 'sent'"));

    assertThat(editor.act(path(story, "words"), "headline=My+headline&standfirst=And+more").body())
        .contains("What you wrote was not saved:", "My headline", "And more");
    assertThat(editor.act(path() + "/intro", "intro=Good+morning").body())
        .contains("What you wrote was not saved:", "Good morning");
  }

  @Test
  void aViewerSeesEverythingButReadersMailsAndHasNoVerbs() {
    site.reader("anna");
    DeskBrowser viewer = DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);
    editor.act(path(front().getLast(), "pin"), "");

    String asked = "?address=anna%40reader.example";
    for (String page : List.of("/preview", "/mail")) {
      assertThat(viewer.get(path() + page + asked).body())
          .as(page)
          .isEqualTo(viewer.get(path() + page).body());
    }
    assertThat(site.audited(new Audited.All(), 10))
        .extracting(AuditEntry::action)
        .doesNotContain("looked at a reader's mail");
    assertThat(viewer.get(path()).body())
        .doesNotContain("formaction=", "Drop", "id=\"approve\"", "id=\"hold\"", ">Undo");
    assertThat(viewer.act(path(front().getFirst(), "drop"), "").statusCode()).isEqualTo(403);
  }

  private void approve() {
    publisher.act(path() + "/approve", "revision=" + now().revision());
  }

  private String path() {
    return "/desk/editions/" + edition.id();
  }

  private String path(StoryId story, String act) {
    return path() + "/stories/" + story + "/" + act;
  }

  private List<StoryId> front() {
    return site.engine().editions().pool(edition.id()).frontPage().stream()
        .map(Card::story)
        .toList();
  }

  private Card card(StoryId story) {
    return site.engine().editions().pool(edition.id()).cards().stream()
        .filter(card -> card.story().equals(story))
        .findFirst()
        .orElseThrow();
  }

  private Edition now() {
    return site.engine().editions().find(edition.id()).orElseThrow();
  }

  private Edition state(String state) {
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE edition SET state = ?", state));
    return now();
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
