package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.article.StoryOrder;
import org.paperround.edition.Card;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.staff.AuditEntry;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;

/// Stories are merged and split from their page in an edition, and each is undone by the other.
class DeskStoriesTest {
  private static final String HOSTILE = "<script>alert(1)</script> \"quoted\" & 'single'";

  @RegisterExtension final Site site = new Site();

  private DeskStories desk;
  private Edition edition;
  private DeskBrowser editor;

  /// Reported by the portal and another outlet.
  private StoryId ferry;

  private StoryId rail;
  private StoryId may;

  @BeforeEach
  void desk() {
    site.clock.set(Site.NOW.minusSeconds(1_800));
    desk = new DeskStories(site);
    ferry = desk.reported("The ferry is late", List.of("The Courier", "Evening Post"));
    edition = desk.open();
    rail = desk.story("Rail talks resume");
    may = desk.story("A dry May");
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
  }

  @Test
  void aStorysPageListsItsArticlesAndSaysWhichLeads() {
    Document page = page(ferry, "");

    assertThat(page.select(".articles li").eachText())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("The ferry is late", "30 min"));
    assertThat(page.select(".articles li").first().text()).contains("leads", "The Courier");
    assertThat(page.select(".articles li").last().text())
        .contains("Evening Post")
        .doesNotContain("leads");
    assertThat(page.select(".articles a").eachAttr("href"))
        .contains("https://evening-post.example/" + ferry);
    assertThat(page.text()).contains("story " + ferry, "Merge it with another story");
  }

  @Test
  void inHowManyMailsAStoryWasIsSaidOfAllReadersNotOfThoseWhoseClicksAreCounted() {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "INSERT INTO exposure (edition_id, card_ordinal, story_id, readers, tracked) VALUES"
                    + " (?, ?, ?, 196, 69)",
                edition.id().value(),
                desk.card(ferry).ordinal(),
                ferry.value()));

    assertThat(Jsoup.parse(editor.get(edition()).body()).text()).contains("in 196 mails");
    assertThat(page(ferry, "").text()).contains("in 196 mails");
  }

  @Test
  void aMergeAsksAndTheDraftShowsOneStoryAtOnceInEveryEdition() {
    assertThat(page(ferry, "/merge?with=" + rail).text())
        .contains(
            "“The ferry is late” and “Rail talks resume” become one story, in this and all later"
                + " editions; 3 articles.")
        .contains("Story " + ferry + " stays, and story " + rail + " becomes part of it")
        .contains("What was sent is not changed. This edition shows one story at once");

    HttpResponse<String> merged = editor.act(path(ferry, "/merge"), "with=" + rail);

    assertThat(merged.statusCode()).isEqualTo(303);
    assertThat(desk.stories()).hasSize(3).contains(ferry).doesNotContain(rail);
    assertThat(desk.articles(ferry)).hasSize(3);
    assertThat(site.engine().articles().canonical(rail)).isEqualTo(ferry);
    assertThat(site.engine().articles().orders(ferry))
        .extracting(StoryOrder::actor, StoryOrder::kind, StoryOrder::story, StoryOrder::other)
        .containsExactly(Tuple.tuple("editor@news.example", StoryOrder.Kind.MERGE, rail, ferry));
    assertThat(editor.get(path(rail, "")).headers().firstValue("Location"))
        .as("the old address leads to the story")
        .contains(path(ferry, ""));
    Edition later =
        site.engine()
            .editions()
            .build(
                site.engine().newsletters().get(Site.BRIEFING), edition.cutOff().plusSeconds(60));
    assertThat(site.engine().editions().pool(later.id()).cards())
        .extracting(Card::story)
        .contains(ferry)
        .doesNotContain(rail);
  }

  @Test
  void whoMergedWhatStandsInTheDiaryAndTheAuditLog() {
    List<Long> ofFerry = desk.articles(ferry);
    List<Long> ofRail = desk.articles(rail);
    editor.act(path(ferry, "/merge"), "with=" + rail);

    assertThat(Jsoup.parse(editor.get(edition()).body()).select(".diary").text())
        .contains(
            "editor@news.example merged “The ferry is late”: with “Rail talks resume”, story "
                + rail);
    AuditEntry entry = site.audited(new Audited.Of("story " + ferry), 9).getFirst();
    assertThat(entry.actor()).isEqualTo("editor@news.example");
    assertThat(entry.action()).isEqualTo("merged stories");
    assertThat(entry.before())
        .contains("\"story " + ferry + "\": " + ofFerry, "\"story " + rail + "\": " + ofRail);
    assertThat(entry.after()).contains("\"story " + ferry + "\": " + desk.articles(ferry));
  }

  @Test
  void thePageAfterAMergeUndoesIt() {
    List<Long> ofRail = desk.articles(rail);
    HttpResponse<String> merged = editor.act(path(ferry, "/merge"), "with=" + rail);

    Element undo = said(merged);
    assertThat(undo.text()).contains("Story " + rail + " is part of this story now", "Undo");
    HttpResponse<String> undone = editor.act(action(undo), fields(undo));

    StoryId again = site.engine().articles().orders(ferry).getLast().other();
    assertThat(desk.articles(again)).isEqualTo(ofRail);
    assertThat(desk.articles(ferry)).hasSize(2);
    assertThat(desk.stories()).hasSize(4).contains(ferry, again);
    assertThat(said(undone).text())
        .contains("“Rail talks resume” is a story of its own now, number " + again)
        .contains("and a candidate");
  }

  @Test
  void aSplitAsksAndIsUndoneByAMergeAlsoOfWhatIsNoCandidate() {
    long evening = desk.article(ferry, "Evening Post");
    assertThat(page(ferry, "/split?step=ask&article=" + evening).text())
        .contains("1 article becomes a story of its own, in this and all later editions; 1 stays.")
        .contains("This edition is ranked anew at once");

    HttpResponse<String> split = editor.act(path(ferry, "/split"), "article=" + evening);

    StoryId off = site.engine().articles().orders(ferry).getLast().other();
    assertThat(desk.articles(off)).containsExactly(evening);
    assertThat(desk.card(ferry).content().alsoReportedBy()).as("ranked at once").isEmpty();
    assertThat(diary()).endsWith("split article " + evening + " is story " + off);
    AuditEntry entry = site.audited(new Audited.Of("story " + ferry), 9).getFirst();
    assertThat(entry.action()).isEqualTo("split a story");
    assertThat(entry.after()).contains("\"story " + off + "\": [" + evening + "]");
    Element said = said(split);
    assertThat(said.text())
        .as("an outlet's alone, beside the portal's own")
        .contains("is a story of its own now", "no candidate of this edition", "Undo");

    assertThat(editor.act(action(said), fields(said)).statusCode()).isEqualTo(303);
    assertThat(desk.articles(ferry)).hasSize(2).contains(evening);
    assertThat(desk.card(ferry).content().alsoReportedBy()).containsExactly("Evening Post");
  }

  @Test
  void theLikeliestStandFirstAndAnyIsFoundByWordsOrNumber() {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "INSERT INTO story_kin (story_id, kin_id, likeness) VALUES (?, ?, 0.4)",
                ferry.value(),
                may.value()));

    assertThat(choices("")).hasSize(3).first().isEqualTo("A dry May");
    assertThat(page(ferry, "/merge").text()).contains("Like this one");
    assertThat(choices("?q=TALKS+ràil")).containsExactly("Rail talks resume");
    assertThat(choices("?q=" + may)).contains("A dry May");
    assertThat(choices("?q=talks+bridge")).isEmpty();
    Document none = page(ferry, "/merge?q=" + DeskBrowser.encoded(HOSTILE));
    assertThat(none.text()).contains("No other candidate of this edition has these words");
    assertThat(none.select("#q").attr("value")).isEqualTo(HOSTILE);
  }

  @Test
  void whatCannotBeMergedIsSaidBeforeAndWhenItIsDoneAndNothingChanges() {
    StoryId elsewhere = desk.reported("Of another day", List.of("The Courier"));
    StoryId retracted = desk.story("The bridge reopens");
    DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER)
        .act(path(retracted, "/retract"), "");
    String before = DeskState.of(site);

    assertRefused("with=" + ferry, "A story is not merged with itself.");
    assertRefused("with=" + elsewhere, "is not among the candidates of this edition");
    assertRefused("with=999999", "Story 999999 is not among the candidates of this edition.");
    assertRefused("with=seven", "The number of a story is a whole number.");
    assertRefused("with=", "The number of a story is a whole number.");
    assertRefused("with=" + retracted, "was taken back; it is neither merged nor split.");
    assertThat(page(retracted, "").text()).doesNotContain("Merge it with another story");
    assertThat(editor.act(path(retracted, "/merge"), "with=" + ferry).body())
        .contains("was taken back");
    assertThat(editor.get(path(new StoryId(999_999), "/merge")).statusCode()).isEqualTo(404);

    assertThat(DeskState.of(site)).isEqualTo(before);
  }

  private void assertRefused(String form, String why) {
    HttpResponse<String> done = editor.act(path(ferry, "/merge"), form);
    HttpResponse<String> asked = editor.get(path(ferry, "/merge?" + form));
    for (HttpResponse<String> answer : List.of(done, asked)) {
      assertThat(answer.statusCode()).as(form).isEqualTo(409);
      assertThat(Jsoup.parse(answer.body()).select(".problem").text()).contains(why);
    }
  }

  @Test
  void aSplitLeavesSomethingOnEitherSideAndWhatWasTickedStaysTicked() {
    String all =
        "article=" + desk.articles(ferry).getFirst() + "&article=" + desk.articles(ferry).getLast();
    String before = DeskState.of(site);

    HttpResponse<String> answer = editor.act(path(ferry, "/split"), all);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("At least one article stays with the story");
    assertThat(Jsoup.parse(answer.body()).select("input[checked]")).hasSize(2);
    assertThat(page(ferry, "/split?" + all).text()).contains("At least one article stays");
    assertThat(page(ferry, "/split?step=ask").text()).contains("Nothing is ticked");
    assertThat(editor.act(path(ferry, "/split"), "").body()).contains("Nothing is ticked");
    assertThat(editor.act(path(ferry, "/split"), "article=" + desk.articles(may).getFirst()).body())
        .contains("not all in this story any more");
    assertThat(page(may, "/split").text()).contains("there is nothing to split off");

    assertThat(DeskState.of(site)).isEqualTo(before);
  }

  @Test
  void anApprovedEditionShowsOneStoryTooWithWhatWasSaidOfEither() {
    editor.act(path(rail, "/place?position=1"), "");
    editor.act(path(rail, "/words"), "headline=In+the+mail");
    state("approved");

    editor.act(path(ferry, "/merge"), "with=" + rail);

    assertThat(desk.stories()).hasSize(3).doesNotContain(rail);
    assertThat(desk.card(ferry).frontPosition()).isEqualTo(1);
    assertThat(desk.card(ferry).content().headline()).isEqualTo("In the mail");
  }

  @Test
  void aDropOfEitherHoldsAndTheQuestionSaysSo() {
    editor.act(path(rail, "/drop"), "");

    assertThat(page(ferry, "/merge?with=" + rail).text())
        .contains("“Rail talks resume” was dropped here, so the one story is out, too.");
    editor.act(path(ferry, "/merge"), "with=" + rail);

    assertThat(desk.card(ferry).dropped()).isTrue();
  }

  @Test
  void whatWasSentIsNotChangedAndThePageSaysSo() {
    state("sending");
    List<StoryId> before = desk.stories();

    assertThat(page(ferry, "/merge?with=" + rail).text())
        .contains("What was sent is not changed; whoever waits for this edition gets one of the");
    editor.act(path(ferry, "/merge"), "with=" + rail);
    editor.act(path(ferry, "/split"), "article=" + desk.article(ferry, "Evening Post"));

    assertThat(desk.stories()).isEqualTo(before);
    assertThat(site.engine().articles().canonical(rail)).isEqualTo(ferry);
  }

  @Test
  void whatAPublisherLetGoIsAPublishersToChange() {
    site.database
        .get()
        .useTransaction(handle -> handle.execute("UPDATE newsletter SET approval = 'required'"));
    state("approved");
    String before = DeskState.of(site);

    for (String act : List.of("/merge?with=" + rail, "/split?article=1")) {
      assertThat(page(ferry, act).text()).contains("so a publisher has to change it");
      assertThat(editor.act(path(ferry, act), act.substring(7)).statusCode()).isEqualTo(409);
    }
    assertThat(DeskState.of(site)).isEqualTo(before);
    DeskBrowser publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
    assertThat(publisher.act(path(ferry, "/merge"), "with=" + rail).statusCode()).isEqualTo(303);
  }

  @Test
  void whatAnOutletWritesIsTextNeverMarkup() {
    StoryId hostile = desk.reported(HOSTILE, List.of("The Courier", "<i>Post</i>"));
    site.engine()
        .editions()
        .build(site.engine().newsletters().get(Site.BRIEFING), edition.plannedAt());
    long other = desk.article(hostile, "<i>Post</i>");
    String merge = editor.get(path(ferry, "/merge?with=" + hostile)).body();
    String split = editor.get(path(hostile, "/split?article=" + other)).body();
    HttpResponse<String> done = editor.act(path(hostile, "/split"), "article=" + other);

    for (String page :
        List.of(
            editor.get(path(hostile, "")).body(),
            editor.get(path(ferry, "/merge")).body(),
            merge,
            split,
            editor.get(done.headers().firstValue("Location").orElseThrow()).body(),
            editor.get(edition()).body())) {
      assertThat(page).contains("&lt;script&gt;alert").doesNotContain("<script>alert", "<i>Post");
    }
  }

  @Test
  void aViewerSeesTheArticlesAndNoWayToChangeThem() {
    DeskBrowser viewer = DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);

    Document page = Jsoup.parse(viewer.get(path(ferry, "")).body());

    assertThat(page.select(".articles li")).hasSize(2);
    assertThat(page.select("input[type=checkbox], a[href$=/merge], form[action$=/split]"))
        .isEmpty();
  }

  private String diary() {
    DiaryEntry last = site.engine().editions().diary(edition.id()).getLast();
    return last.action() + " " + last.note();
  }

  private void state(String state) {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE edition SET state = ?, frozen_at = CASE ? WHEN 'sending' THEN now() END"
                    + " WHERE id = ?",
                state,
                state,
                edition.id().value()));
  }

  private List<String> choices(String query) {
    return page(ferry, "/merge" + query).select("main .lines li p:first-child").eachText();
  }

  /// What the page to which an act led says of it.
  private Element said(HttpResponse<String> answer) {
    String location = answer.headers().firstValue("Location").orElseThrow();
    return Jsoup.parse(editor.get(location).body()).select(".said").first();
  }

  private static String action(Element said) {
    return said.select("form").attr("action");
  }

  private static String fields(Element said) {
    StringBuilder fields = new StringBuilder();
    said.select("input[type=hidden]:not([name=csrf])")
        .forEach(
            field -> fields.append('&').append(field.attr("name")).append('=').append(field.val()));
    return fields.substring(1);
  }

  private Document page(StoryId story, String rest) {
    return Jsoup.parse(editor.get(path(story, rest)).body());
  }

  private String path(StoryId story, String rest) {
    return edition() + "/stories/" + story + rest;
  }

  private String edition() {
    return "/desk/editions/" + edition.id();
  }
}
