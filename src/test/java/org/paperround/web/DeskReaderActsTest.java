package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Edition;
import org.paperround.staff.Role;
import org.paperround.staff.Staff.Audited;
import org.paperround.subscriber.SubscriberId;

/// What staff do for a reader is asked first, stands in the audit log, and is what the engine does
/// itself.
class DeskReaderActsTest {
  private static final String ADDRESS = "anna@reader.example";

  @RegisterExtension final Site site = new Site();

  private SubscriberId anna;
  private DeskBrowser publisher;
  private DeskBrowser admin;

  @BeforeEach
  void readers() {
    anna = site.reader("anna");
    publisher = DeskBrowser.signedIn(site, "publisher@news.example", Role.PUBLISHER);
    admin = DeskBrowser.signedIn(site, "admin@news.example", Role.ADMIN);
  }

  @Test
  void aSuppressedReaderGetsNothingThatWaitsAndTheReasonIsKept() {
    Edition edition = site.edition("collecting");
    DeskLedger ledger = new DeskLedger(site);
    ledger.freeze(edition.id());

    assertThat(publisher.get(path("suppress")).body()).contains(ADDRESS, "Suppress the address");
    HttpResponse<String> answer = publisher.act(path("suppress"), "reason=Their+lawyer+asked");
    site.engine().deliveries().tick();

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(ledger.count("SELECT count(*) FROM delivery WHERE state = 5 AND reason = 23"))
        .isOne();
    assertThat(site.records(anna)).endsWith("suppressed operator");
    assertThat(publisher.get(answer.headers().firstValue("Location").orElseThrow()).body())
        .contains("Nothing is mailed to this address", "staff said so", "Their lawyer asked");
    assertThat(audited())
        .contains(
            "publisher@news.example suppressed a reader {\"suppressed\": \"no\"} {\"reason\":"
                + " \"Their lawyer asked\", \"suppressed\": \"operator\"}");
  }

  @Test
  void aComplaintIsNotReplacedAndTheReasonIsStillThere() {
    site.subscribers().complained(anna, Site.BRIEFING, null, "report", site.clock.instant());
    String before = site.state();

    HttpResponse<String> answer = publisher.act(path("suppress"), "reason=Once+more");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Nothing was changed", "value=\"Once more\"");
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void withoutAReasonOrWithAnAddressInItNothingHappens() {
    String before = site.state();
    for (String reason :
        List.of(
            "", "+", "%E2%80%8B", "one%0D%0Atwo", "anna%40reader.example+asked", "x".repeat(201))) {
      HttpResponse<String> answer = publisher.act(path("suppress"), "reason=" + reason);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("aria-invalid=\"true\"");
      String both = "reason=" + reason + "&address=anna%40reader.example";
      assertThat(admin.act(path("erase"), both).statusCode()).isEqualTo(422);
    }
    assertThat(site.state()).isEqualTo(before);
    assertThat(audited()).isEmpty();
  }

  @Test
  void anExportIsAllThatIsHeldAsAFile() {
    HttpResponse<String> answer = publisher.act(path("export"), "");

    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"reader-" + anna.value() + ".json\"");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body())
        .isEqualTo(site.engine().rights().exportJson(anna).orElseThrow())
        .contains(ADDRESS);
    assertThat(audited()).containsExactly("publisher@news.example exported a reader {} {}");
  }

  @Test
  void anErasureTakesAnAdminAReasonAndTheAddressAgain() {
    String before = site.state();
    String reason = "reason=Asked+by+letter";

    assertThat(publisher.act(path("erase"), reason + "&address=" + ADDRESS).statusCode())
        .isEqualTo(403);
    for (String address : List.of("", "anne@reader.example", "anna")) {
      HttpResponse<String> answer = admin.act(path("erase"), reason + "&address=" + address);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body())
          .contains("That is not this reader&#39;s address.", "value=\"Asked by letter\"");
    }
    assertThat(site.state()).isEqualTo(before);
  }

  @Test
  void afterAnErasureTheAuditLogHoldsNoAddress() {
    publisher.get("/desk/readers?q=anna%40reader.example");
    publisher.get("/desk/readers/" + anna.value());
    publisher.act(path("suppress"), "reason=Wrong+mailbox");
    publisher.act(path("export"), "");

    HttpResponse<String> answer =
        admin.act(path("erase"), "reason=Asked+by+letter&address=Anna%40READER.example");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(site.engine().rights().export(anna)).isEmpty();
    assertThat(audited())
        .contains("admin@news.example erased a reader {} {\"reason\": \"Asked by letter\"}");
    assertThat(DeskState.of(site).toLowerCase(Locale.ROOT)).doesNotContain("anna");
    assertThat(admin.get("/desk/readers/" + anna.value()).body()).contains("Was erased on");
    for (String act : List.of("suppress", "export", "erase")) {
      assertThat(admin.get(path(act)).statusCode()).isEqualTo(404);
      assertThat(admin.act(path(act), "reason=again&address=" + ADDRESS).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void whoMayNotEraseIsNotOfferedIt() {
    assertThat(publisher.get("/desk/readers/" + anna.value()).body()).doesNotContain("/erase\"");
    assertThat(admin.get("/desk/readers/" + anna.value()).body()).contains(path("erase"));
  }

  @Test
  void whatIsTypedIsShownAsText() {
    assertThat(
            admin
                .act(
                    path("erase"), "reason=%22%3E%3Cscript%3Ealert(1)&address=%3Cscript%3Ealert(2)")
                .body())
        .contains("&lt;script&gt;alert(2)")
        .doesNotContain("<script>alert");
  }

  @Test
  void whoHasToSignInFirstLeavesNoAddressBehind() {
    HttpResponse<String> answer =
        new DeskBrowser(site).get("/desk/readers?q=anna%40reader.example");

    assertThat(answer.headers().firstValue("Location"))
        .contains("/desk/sign-in?back=%2Fdesk%2Freaders");
  }

  private String path(String act) {
    return "/desk/readers/" + anna.value() + "/" + act;
  }

  private List<String> audited() {
    return site.audited(new Audited.Of("reader " + anna.value()), 50).stream()
        .filter(entry -> !entry.action().startsWith("looked"))
        .map(entry ->
            entry.actor() + " " + entry.action() + " " + entry.before() + " " + entry.after())
        .toList();
  }
}
