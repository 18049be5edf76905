package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionState;
import org.paperround.staff.Role;
import org.paperround.subscriber.SubscriberId;

/// What became of an edition is on its report, as the ledger has it.
class DeskReportTest {
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  @RegisterExtension final Site site = new Site();

  private DeskLedger ledger;
  private Edition edition;
  private List<Card> front;
  private List<SubscriberId> readers;
  private DeskBrowser viewer;

  /// 24 readers, of whom 21 agreed that their clicks are counted.
  @BeforeEach
  void sent() {
    ledger = new DeskLedger(site);
    edition = site.edition("collecting");
    front = site.engine().editions().pool(edition.id()).frontPage();
    readers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      readers.add(site.reader("reader" + i));
    }
    readers.subList(0, 21).forEach(ledger::consents);
    viewer = DeskBrowser.signedIn(site, "viewer@news.example", Role.VIEWER);
  }

  @Test
  void beforeAnybodyWasSentItThereIsNothingToReport() {
    assertThat(report().text()).contains("Nobody has been sent this edition.");
    assertThat(viewer.get(path()).body()).doesNotContain(path() + "/report");
    assertThat(viewer.get("/desk").body()).doesNotContain("/report");
  }

  @Test
  void theEditionAndTodayLeadToIt() {
    edition = ledger.send(edition.id(), ordinals(2));

    assertThat(edition.state()).isEqualTo(EditionState.SENT);
    assertThat(viewer.get(path()).body()).contains("href=\"" + path() + "/report\"");
    assertThat(viewer.get("/desk").body()).contains("href=\"" + path() + "/report\"");
  }

  @Test
  void clicksOfPeopleStandBesideThoseOfTheReadersWhoAgreedAndWereShownTheStory() {
    ledger.send(edition.id(), ordinals(2));
    for (int i = 0; i < 3; i++) {
      ledger.clicks(readers.get(i), edition.id(), front.getFirst(), false);
      ledger.clicks(readers.get(i), edition.id(), front.getFirst(), false);
    }
    ledger.clicks(readers.get(7), edition.id(), front.getFirst(), true);
    ledger.clicks(readers.get(23), edition.id(), front.getFirst(), false);

    Document report = report();

    assertThat(row(report, front.getFirst()))
        .containsExactly(
            front.getFirst().content().headline(), "1", "politics", "24", "21", "3", "14.3 %");
    assertThat(row(report, front.get(1)))
        .containsExactly(
            front.get(1).content().headline(), "2", "politics", "24", "21", "0", "0.0 %");
    assertThat(report.select(".figures tbody tr")).hasSize(2);
    assertThat(report.select(".figures tfoot tr").eachText())
        .containsExactly("The front page 48 42 3 7.1 %");
    assertThat(ledger.count("SELECT count(*) FROM delivery WHERE state = 3 AND tracked"))
        .isEqualTo(21);
  }

  @Test
  void theAccountIsTheLedgersWithTheReasonsOfTheSkipped() {
    ledger.freeze(edition.id());
    site.post(site.unsubscribePath(readers.get(22)), ONE_CLICK);
    site.engine().deliveries().tick();
    ledger.send(edition.id(), ordinals(1));

    assertThat(report().select(".account").first().select("tr").eachText())
        .containsExactly(
            "sent 23",
            "skipped 1",
            "unsubscribed 1",
            "suppressed 0",
            "failed 0",
            "uncertain 0",
            "waiting 0",
            "eligible 24");
  }

  @Test
  void whoLeftIsCountedByTheStoriesTheyHadUnlessTheyTookItBack() {
    ledger.send(edition.id(), ordinals(2));
    for (SubscriberId reader : readers.subList(0, 5)) {
      site.post(site.unsubscribePath(reader) + "?e=" + edition.id(), ONE_CLICK);
    }
    String undo =
        Jsoup.parse(
                site.post(site.unsubscribePath(readers.get(5)) + "?e=" + edition.id(), "").body())
            .select("form[action^=/u/undo/]")
            .attr("action");
    site.post(site.unsubscribePath(readers.get(6)), ONE_CLICK);

    assertThat(report().text()).contains("6 readers have left by a link of its mails.");
    site.post(undo, "");

    Document report = report();
    assertThat(report.text())
        .contains(
            "5 readers have left by a link of its mails. Most of them had \u201c"
                + front.getFirst().content().headline()
                + "\u201d (5)");
    assertThat(row(report, front.getFirst())).endsWith("5");
  }

  @Test
  void aFewWhoLeftAreNotSaidByStory() {
    ledger.send(edition.id(), ordinals(2));
    for (SubscriberId reader : readers.subList(0, 4)) {
      site.post(site.unsubscribePath(reader) + "?e=" + edition.id(), ONE_CLICK);
    }

    Document report = report();

    assertThat(report.text())
        .contains("4 readers have left by a link of its mails. They are too few to say which");
    assertThat(report.select(".figures thead th").eachText()).doesNotContain("left after it");
  }

  @Test
  void whatCameBackIsCounted() {
    ledger.send(edition.id(), ordinals(1));
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE delivery SET bounced_at = claimed_at, bounce = 1 WHERE subscriber_id IN (?,"
                    + " ?)",
                readers.get(0).value(),
                readers.get(1).value()));
    site.clock.advance(Duration.ofMinutes(5));
    complained(readers.get(2), edition.id().value());
    complained(readers.get(3), null);
    complained(readers.get(4), edition.id().value() + 1);

    assertThat(report().text())
        .contains("no such mailbox 2")
        .contains("2 readers have called it spam.");
  }

  @Test
  void aComplaintThatNamesNoMailIsAboutTheLatest() {
    ledger.send(edition.id(), ordinals(1));
    site.clock.advance(Duration.ofHours(24));
    Edition next =
        site.engine()
            .editions()
            .build(site.engine().newsletters().get(Site.BRIEFING), site.clock.instant());
    ledger.send(next.id(), ordinals(1));
    site.clock.advance(Duration.ofMinutes(5));
    complained(readers.get(3), null);
    viewer = DeskBrowser.signedIn(site, "other@news.example", Role.VIEWER);

    assertThat(report().text()).contains("Nobody has called it spam.");
    edition = next;
    assertThat(report().text()).contains("1 reader has called it spam.");
  }

  @Test
  void whatFeedsSayIsTextNeverMarkup() {
    ledger.send(edition.id(), ordinals(1));
    for (SubscriberId reader : readers.subList(0, 5)) {
      site.post(site.unsubscribePath(reader) + "?e=" + edition.id(), ONE_CLICK);
    }
    site.database
        .get()
        .useTransaction(handle ->
            handle.execute(
                "UPDATE card SET section = '<script>alert(2)</script>', content = content ||"
                    + " jsonb_build_object('headline', '<script>alert(1)</script>')"));

    assertThat(viewer.get(path() + "/report").body())
        .contains("&lt;script&gt;alert(1)", "&lt;script&gt;alert(2)")
        .doesNotContain("<script>alert");
  }

  private void complained(SubscriberId reader, @Nullable Long of) {
    site.subscribers().complained(reader, Site.BRIEFING, of, "a test", site.clock.instant());
  }

  private List<Integer> ordinals(int most) {
    return front.stream().limit(most).map(Card::ordinal).toList();
  }

  private Document report() {
    return Jsoup.parse(viewer.get(path() + "/report").body());
  }

  private static List<String> row(Document report, Card card) {
    return report.select(".figures tbody tr").stream()
        .filter(row -> row.select("th").text().equals(card.content().headline()))
        .findFirst()
        .orElseThrow()
        .children()
        .eachText();
  }

  private String path() {
    return "/desk/editions/" + edition.id();
  }
}
