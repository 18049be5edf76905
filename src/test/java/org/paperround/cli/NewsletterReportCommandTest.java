package org.paperround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.testing.CommandLine;
import org.paperround.testing.TestDatabase;

/// The report says who came, who left, and after which mail.
class NewsletterReportCommandTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();

  @Test
  void unsubscribesAreCountedPerEditionAndAnUndoIsNoConfirmation() {
    database
        .get()
        .useTransaction(handle ->
            handle.execute(
                """
                WITH sent AS (
                  INSERT INTO edition (newsletter_id, edition_date, planned_at, cut_off, expires_at, state, state_since)
                  SELECT 1, '2026-06-10', now(), now(), now(), 'sent', now() RETURNING id)
                INSERT INTO consent_record (subscriber_id, newsletter_id, event, detail, method, at, locale, edition_id)
                SELECT reader, 1, event, detail, 'link', now(), 'en', CASE WHEN of_mail THEN sent.id END
                FROM sent, (VALUES (1, 'ended', 'page', true), (2, 'ended', 'one_click', true),
                  (3, 'ended', 'page', false), (1, 'confirmed', 'undo', false),
                  (4, 'confirmed', '', false)) AS r (reader, event, detail, of_mail)
                """));

    CommandLine.Ran ran =
        CommandLine.on(database, "newsletter", "report", "morning-briefing", "--days", "2");
    assertThat(ran.out())
        .contains(
            " confirmations=1 unsubscribes=3 unsubscribes.one-click=1 unsubscribes.page=2 undone=1"
                + " sent=0 bounced=0\n",
            "\nedition 1 date=2026-06-10 unsubscribes=2\n");
    assertThat(CommandLine.on(database, "newsletter", "report", "morning-briefing", "--json").out())
        .contains("\"edition\" : 1", "\"unsubscribes\" : 2", "\"undone\" : 1");
  }
}
