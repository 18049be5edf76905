package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.staff.Role;

/// While an edition is sent, its page says how that goes.
class DeskSendingTest {
  @RegisterExtension final Site site = new Site();

  private DeskLedger ledger;
  private Edition edition;
  private DeskBrowser editor;

  @BeforeEach
  void someReadersOfManyHaveIt() {
    ledger = new DeskLedger(site);
    edition = site.edition("collecting");
    for (int i = 0; i < 6; i++) {
      site.reader("reader" + i);
    }
    ledger.freeze(edition.id());
    change("state = 3, settled_at = '" + site.clock.instant() + "'", 4);
    site.clock.advance(Duration.ofSeconds(10));
    editor = DeskBrowser.signedIn(site, "editor@news.example", Role.EDITOR);
  }

  @Test
  void itSaysHowManyWentOutAndWhenTheLastAreDue() {
    assertThat(headway()).startsWith("4 went out in the last minute.");
  }

  @Test
  void mailServersHaveTheirOwnLines() {
    assertThat(servers()).containsExactly("other 4 2 0 0 as usual");
  }

  @Test
  void whoWasPutOffIsTriedAgain() {
    change("state = 2, attempts = 1, due_at = due_at + interval '5 minutes'", 1);

    assertThat(servers()).containsExactly("other 4 2 0 0 1 was put off and is tried again");
  }

  @Test
  void aQueueThatStandsStillIsSaid() {
    site.clock.advance(Duration.ofMinutes(3));

    assertThat(headway()).isEqualTo("None went out in the last minute, though 2 are overdue.");
  }

  @Test
  void whatIsHeldOrStoppedPromisesNothing() {
    site.engine().deliveries().hold("the relay moves house", new StaffActor("ops"));
    assertThat(headway()).isEqualTo("All sending is held: the relay moves house");

    site.engine().editions().stop(edition.id(), StaffActor.CLI);
    assertThat(page().getElementById("headway")).isNull();
    assertThat(servers()).hasSize(1);
  }

  /// So many of those who wait.
  private void change(String set, int readers) {
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE delivery SET "
                    + set
                    + " WHERE edition_id = ? AND subscriber_id IN (SELECT subscriber_id FROM"
                    + " delivery WHERE edition_id = ? AND state = 0 LIMIT ?)",
                edition.id().value(),
                edition.id().value(),
                readers));
  }

  private Document page() {
    return Jsoup.parse(editor.get("/desk/editions/" + edition.id()).body());
  }

  private String headway() {
    return page().select("#headway").text();
  }

  private List<String> servers() {
    return page().select("#servers tbody tr").eachText();
  }
}
