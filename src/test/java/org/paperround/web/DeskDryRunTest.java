package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.staff.Role;
import org.paperround.testing.StoryFixture;

/// An edition is tried on its whole audience from the desk.
class DeskDryRunTest {
  @RegisterExtension final Site site = new Site();

  private Edition edition;
  private DeskBrowser editor;

  @BeforeEach
  void desk() {
    edition = site.edition("collecting");
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
  }

  @Test
  void anEditorBeginsOneAndReadsWhatItFound() {
    site.reader("anna");
    site.reader("ben");

    HttpResponse<String> begun = editor.act(path(), "");

    assertThat(begun.statusCode()).isEqualTo(303);
    assertThat(editor.get(path()).body()).contains("0 of 2 readers so far.");
    site.engine().dryRuns().runNext();
    assertThat(editor.get(path()).body())
        .contains("Begun by editor@news.example")
        .contains("2 of 2 readers get a digest.")
        .contains("The largest mail has")
        .contains("Nobody has changed the edition since.")
        .contains("100.0 %")
        .contains("Rail talks resume");
  }

  @Test
  void thePageSaysWhenTheEditionHasChangedSince() {
    site.reader("anna");
    editor.act(path(), "");
    site.engine().dryRuns().runNext();
    assertThat(editor.get(path()).body()).contains("Nobody has changed the edition since.");

    editor.act("/desk/editions/" + edition.id() + "/words", "subject=Other+words");

    assertThat(editor.get(path()).body()).contains("The edition has changed since.");
  }

  @Test
  void thePageSaysWhatHasComeIntoTheDraftByItselfSince() {
    site.clock.set(edition.cutOff().minusSeconds(1_800));
    site.reader("anna");
    editor.act(path(), "");
    site.engine().dryRuns().runNext();
    new StoryFixture(site.database.get()).own("Snow in the hills", "uk", site.clock.instant());
    site.engine()
        .editions()
        .build(site.engine().newsletters().get(edition.newsletter()), edition.cutOff());

    assertThat(editor.get(path()).body())
        .contains(
            "Nobody has changed the edition since. It has filled itself: 1 story came, 0 left.");
  }

  @Test
  void oneThatIsUnderWayIsSeenAndStopped() {
    underWay();

    assertThat(editor.get(path()).body())
        .contains("3 of 9 readers so far.", "<progress", "value=\"3\"", "Stop the dry run");
    assertThat(editor.act(path(), "").statusCode()).isEqualTo(409);
    editor.act(path() + "/cancel", "");

    assertThat(editor.get(path()).body()).contains("It was stopped before its end");
  }

  @Test
  void aViewerLooksOnly() {
    DeskBrowser viewer = DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);

    assertThat(viewer.get(path()).body()).contains("Dry run").doesNotContain("Begin the dry run");
    assertThat(viewer.act(path(), "").statusCode()).isEqualTo(403);
  }

  @Test
  void ofAnEditionWithAnAudienceThereIsNone() {
    site.reader("anna");
    site.engine().editions().approve(edition.id(), org.paperround.edition.StaffActor.CLI);
    site.engine().deliveries().tick();

    assertThat(editor.get(path()).body())
        .contains("It has an audience already")
        .doesNotContain("Begin the dry run");
    assertThat(editor.act(path(), "").statusCode()).isEqualTo(409);
  }

  private void underWay() {
    site.database
        .get()
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO dry_run (edition_id, revision, asked_by, asked_at, readers, done, heard_at)
                VALUES (?, 1, 'ben@news.example', now(), 9, 3, now())
                """,
                edition.id().value()));
  }

  private String path() {
    return "/desk/editions/" + edition.id() + "/dry-run";
  }
}
