package org.paperround.subscriber.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.subscriber.UnsubscribeCause;
import org.paperround.subscriber.lists.ListImport.Result;
import org.paperround.testing.NewsletterFixture;

/// A list changes nothing for who is here already, and brings back nobody who left.
class ImportOfKnownReadersTest extends ListImportFixture {
  @Test
  void aSecondRunChangesNothing() throws IOException {
    String list =
        "email,consented_at\nanna@reader.example,2026-05-03\nben@reader.example,2026-05-03\n";
    assertThat(run(list)).isEqualTo(new Result(2, 2, 0, 0, 0, 0, 0));
    String before = text("SELECT count(*) || ' ' || max(id) FROM consent_record");

    assertThat(run(list)).isEqualTo(new Result(2, 0, 0, 2, 0, 0, 0));

    assertThat(text("SELECT count(*) || ' ' || max(id) FROM consent_record")).isEqualTo(before);
  }

  @Test
  void aReaderWhoComesTwiceIsAddedOnce() throws IOException {
    assertThat(
            run(
                "email,consented_at\n"
                    + "anna@reader.example,2026-05-03\n"
                    + "ANNA@reader.example,2026-05-04\n"))
        .isEqualTo(new Result(2, 1, 0, 1, 0, 0, 0));
  }

  @Test
  void whoNeverAgreedAnywhereIsAskedWhenTheOperatorSaysSo() throws IOException {
    Result result =
        run("email\nanna@reader.example\n", ListPreset.PAPERROUND, Map.of(), true, false);

    assertThat(result).isEqualTo(new Result(1, 0, 0, 0, 0, 1, 0));
    assertThat(outbox.waiting()).isEqualTo(1);
    assertThat(text("SELECT state FROM subscription")).isEqualTo("pending");
  }

  @Test
  void whoAskedAndHasNotAnsweredIsConfirmedByTheEvidenceOfTheList() throws IOException {
    assertThat(run("email\nanna@reader.example\n", ListPreset.PAPERROUND, Map.of(), true, false))
        .isEqualTo(new Result(1, 0, 0, 0, 0, 1, 0));
    assertThat(run("email\nanna@reader.example\n", ListPreset.PAPERROUND, Map.of(), true, false))
        .as("asked again")
        .isEqualTo(new Result(1, 0, 0, 0, 1, 0, 0));
    String list =
        "email,name,hour,paused_until,follows,mutes,consented_at\n"
            + "anna@reader.example,Anna,7,2026-07-01,section:politics,topic:Football,2026-05-03\n";

    assertThat(run(list, ListPreset.PAPERROUND, Map.of(), false, true))
        .as("a dry run")
        .isEqualTo(new Result(1, 0, 1, 0, 0, 0, 0));
    assertThat(text("SELECT state FROM subscription")).isEqualTo("pending");
    assertThat(run(list)).isEqualTo(new Result(1, 0, 1, 0, 0, 0, 0));

    assertThat(
            text(
                "SELECT concat_ws(' ', state, hour, to_char(paused_until AT TIME ZONE 'UTC',"
                    + " 'YYYY-MM-DD'), to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'))"
                    + " FROM subscription"))
        .isEqualTo("confirmed 7 2026-07-01 2026-05-03");
    assertThat(text("SELECT concat_ws(' ', name, follows, mutes) FROM subscriber"))
        .isEqualTo("Anna {section:politics} {topic:Football}");
    assertThat(
            text(
                "SELECT string_agg(event || ': ' || detail, ', ' ORDER BY id) FROM consent_record"))
        .isEqualTo("requested: , imported: a test; opted in 2026-05-03T00:00:00Z");
    assertThat(outbox.waiting()).as("only the mail that asked").isEqualTo(1);
    assertThat(run(list)).as("a second run").isEqualTo(new Result(1, 0, 0, 1, 0, 0, 0));
  }

  /// Anybody may have typed the address into the form.
  @Test
  void whoLeftAndWasAskedAgainHasLeftAsLongAsTheyHaveNotAnswered() throws IOException {
    String list = "email,consented_at\nleft@reader.example,2026-05-03\n";
    run(list);
    subscribers.unsubscribe(id("left@reader.example"), BRIEFING, UnsubscribeCause.PAGE, PAGE);
    subscribers.signUp(
        new SignUp(
            EmailAddress.of("left@reader.example"),
            "",
            BRIEFING,
            newsletter.locale(),
            newsletter.zone(),
            "One mail a day",
            PAGE));
    assertThat(text("SELECT state FROM subscription")).isEqualTo("pending");

    assertThat(run(list)).isEqualTo(new Result(1, 0, 0, 0, 0, 0, 1));

    assertThat(refused)
        .containsExactly("2 This reader left the newsletter and can only come back alone.");
    assertThat(text("SELECT state FROM subscription")).isEqualTo("pending");
  }

  @Test
  void whatAReaderOfAnotherNewsletterChoseStaysAsItIs() throws IOException {
    Newsletter weekly =
        new Newsletters(database.get()).define(NewsletterFixture.BRIEFING.slug("weekly").build());
    run("email,name,follows,consented_at\nanna@reader.example,Anna,topic:NHS,2026-05-03\n");
    subscribers.signUp(
        new SignUp(
            EmailAddress.of("anna@reader.example"),
            "",
            weekly.id(),
            weekly.locale(),
            weekly.zone(),
            "One mail a week",
            PAGE));
    newsletter = weekly;

    assertThat(
            run("email,name,follows,consented_at\nanna@reader.example,Ann,topic:Tea,2026-05-04\n"))
        .isEqualTo(new Result(1, 0, 1, 0, 0, 0, 0));

    assertThat(text("SELECT concat_ws(' ', name, follows) FROM subscriber"))
        .isEqualTo("Anna {topic:NHS}");
  }

  @Test
  void onlyWhoIsNewIsAskedAndOnlyOnce() throws IOException {
    run(
        "email,consented_at\ngone@reader.example,2026-05-03\nbounced@reader.example,2026-05-03\n"
            + "left@reader.example,2026-05-03\n");
    refused.clear();
    Provenance page = new Provenance("link", NOW, null, null);
    SubscriberId left = id("left@reader.example");
    subscribers.unsubscribe(left, BRIEFING, UnsubscribeCause.PAGE, page);
    database
        .get()
        .useTransaction(handle ->
            subscribers.suppress(
                handle, id("bounced@reader.example"), SuppressionReason.HARD_BOUNCE, "550", NOW));
    new Rights(database.get(), List.of()).erase(id("gone@reader.example"), page);
    String list =
        "email\n"
            + "gone@reader.example\n"
            + "bounced@reader.example\n"
            + "left@reader.example\n"
            + "new@reader.example\n";

    assertThat(run(list, ListPreset.PAPERROUND, Map.of(), true, true))
        .as("a dry run")
        .isEqualTo(new Result(4, 0, 0, 0, 0, 1, 3));
    assertThat(text("SELECT count(*)::text FROM outbox_mail")).isEqualTo("0");
    assertThat(run(list, ListPreset.PAPERROUND, Map.of(), true, false))
        .isEqualTo(new Result(4, 0, 0, 0, 0, 1, 3));
    assertThat(run(list, ListPreset.PAPERROUND, Map.of(), true, false))
        .as("a second run")
        .isEqualTo(new Result(4, 0, 0, 0, 1, 0, 3));

    assertThat(refused.subList(0, 3))
        .containsExactly(
            "2 This address is never mailed (bounce, complaint, erasure).",
            "3 This address is never mailed (bounce, complaint, erasure).",
            "4 This reader left the newsletter and can only come back alone.");
    assertThat(text("SELECT string_agg(recipient, ' ') FROM outbox_mail"))
        .isEqualTo("new@reader.example");
    assertThat(subscribers.byAddress(EmailAddress.of("gone@reader.example"))).isEmpty();
  }
}
