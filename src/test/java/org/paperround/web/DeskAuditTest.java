package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.staff.Role;
import org.paperround.testing.NewsletterFixture;

/// The audit log has every change with who, what, before and after, and all of it can be read.
class DeskAuditTest {
  private static final String EDITOR = "editor@news.example";

  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private Card lead;
  private DeskBrowser admin;
  private DeskBrowser editor;

  @BeforeEach
  void desk() {
    site.clock.set(Site.NOW.minusSeconds(60));
    edition = site.edition("collecting");
    lead = site.engine().editions().pool(edition.id()).frontPage().getFirst();
    editor = DeskBrowser.signedIn(site, EDITOR, Role.EDITOR);
    admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
  }

  @Test
  void whatIsDoneToAnEditionIsThereWithWhatItWasBefore() {
    editor.act(story("/must-read"), "");
    editor.act(story("/words"), "headline=Ours+%3Cb%3E&standfirst=");
    editor.act(path("/words"), "subject=One&subject=Two&preheader=Before");
    editor.act(path("/undo"), "revision=" + revision());
    admin.act(path("/hold"), "");
    admin.act(story("/retract"), "");
    editor.act(story("/drop"), "");

    assertThat(entries("subject=edition+" + edition.id()))
        .as("the drop changed nothing")
        .containsExactly(
            told(
                "admin@news.example retracted a story",
                "STORY, pin: 1; STORY, dropped: no; STORY, must read: yes; STORY, retracted: no",
                "STORY, pin: none; STORY, dropped: yes; STORY, must read: no; STORY, retracted:"
                    + " yes"),
            told("admin@news.example held an edition", "state: collecting", "state: held"),
            told(
                EDITOR + " undid a change",
                "subjects: One | Two; preheader: Before",
                "subjects: none; preheader: none"),
            told(
                EDITOR + " changed subject or preheader",
                "subjects: none; preheader: none",
                "subjects: One | Two; preheader: Before"),
            told(
                EDITOR + " reworded a story", "STORY, headline: none", "STORY, headline: Ours <b>"),
            told(
                EDITOR + " pinned a story",
                "STORY, pin: none; STORY, must read: no",
                "STORY, pin: 1; STORY, must read: yes"));
  }

  private String told(String what, String before, String after) {
    return (what + ": " + before + " -> " + after).replace("STORY", "story " + lead.story());
  }

  @Test
  void anAlertACorrectionAndTheShellAreThereAndTheEngineIsNot() {
    site.reader("anna");
    Newsletter breaking = NewsletterFixture.BRIEFING.build().alerting("breaking", "Now", "Now.");
    site.engine().newsletters().define(breaking);
    admin.act(story("/alert"), "newsletter=breaking&headline=Look");
    Edition alert = site.engine().editions().recent(alerts(), 1).getFirst();
    site.engine().editions().hold(edition.id(), StaffActor.CLI);
    assertThat(site.engine().editions().pin(edition.id(), lead.story(), false, StaffActor.ENGINE))
        .isInstanceOf(Decision.Done.class);
    assertThat(site.engine().editions().diary(edition.id()).getLast().actor()).isEqualTo("engine");
    new DeskLedger(site).send(edition.id(), List.of(lead.ordinal()));
    admin.act(story("/correct"), "subject=Wrong&text=It+was+not+so.");
    Edition letter = site.engine().editions().letters(Site.BRIEFING, 1).getFirst();

    assertThat(entries("subject=edition+" + alert.id()))
        .containsExactly(
            "admin@news.example alerted to a story:  -> state: approved; story: "
                + lead.story()
                + "; headline: Look; newsletter: breaking");
    assertThat(entries("actor=cli"))
        .contains("cli held an edition: state: collecting -> state: held")
        .contains(
            "cli approved an edition: state: held; cut off: "
                + Site.NOW
                + " -> state: approved; cut off: "
                + Site.NOW.minusSeconds(60));
    assertThat(entries("actor=engine")).isEmpty();
    assertThat(entries("subject=edition+" + letter.id()).getFirst())
        .contains(
            "wrote a correction", "corrects: edition " + edition.id(), "text: It was not so.");
  }

  @Test
  void theWholeLogCanBeReadPageByPage() {
    for (int i = 0; i < 450; i++) {
      int number = i;
      site.engine().staff().looked(EDITOR, "looked", "thing " + number % 2, Map.of("n", number));
    }

    List<String> all = walked("/desk/audit");
    assertThat(all).hasSizeGreaterThan(450).doesNotHaveDuplicates();
    assertThat(all.getFirst()).contains("n: 449");
    assertThat(walked("/desk/audit?subject=thing+1"))
        .hasSize(225)
        .allMatch(line -> line.startsWith(EDITOR + " looked"));
    assertThat(walked("/desk/audit?actor=" + EDITOR)).hasSizeGreaterThanOrEqualTo(450);
    assertThat(page("/desk/audit?before=1").text()).contains("Nothing is older.", "The newest");
    assertThat(page("/desk/audit?actor=nobody").text()).contains("What nobody did");
  }

  /// The entries of this page and all that are older.
  private List<String> walked(String path) {
    List<String> all = new ArrayList<>();
    String next = path;
    while (!next.isEmpty()) {
      Document page = page(next);
      all.addAll(lines(page));
      next = page.select("main a:containsOwn(Older)").attr("href");
    }
    return all;
  }

  private List<String> entries(String filter) {
    return lines(page("/desk/audit?" + filter));
  }

  private static List<String> lines(Document page) {
    return page.select("tbody tr").stream()
        .map(row -> row.select("td"))
        .map(cells ->
            cells.get(1).text()
                + " "
                + cells.get(2).text()
                + ": "
                + said(cells.get(4))
                + " -> "
                + said(cells.get(5)))
        .toList();
  }

  private static String said(Element cell) {
    return String.join("; ", cell.select("div").eachText());
  }

  private Document page(String path) {
    return Jsoup.parse(admin.get(path).body());
  }

  private NewsletterId alerts() {
    return site.engine().newsletters().bySlug("breaking").orElseThrow().id();
  }

  private int revision() {
    return site.engine().editions().find(edition.id()).orElseThrow().revision();
  }

  private String path(String rest) {
    return "/desk/editions/" + edition.id() + rest;
  }

  private String story(String act) {
    StoryId story = lead.story();
    return path("/stories/" + story + act);
  }
}
