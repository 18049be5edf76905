package org.paperround.subscriber.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.subscriber.UnsubscribeCause;
import org.paperround.subscriber.lists.ListImport.Result;

/// Every line of a list is taken or refused with its reason.
class ListImportTest extends ListImportFixture {
  @Test
  void aReaderComesWithEverythingTheListSays() throws IOException {
    Result result =
        run(
            """
            address,name,language,zone,hour,stories,follows,mutes,consented_at,evidence
            Anna@Reader.example,"Anna, of the ""Mill\""",fr,Europe/Paris,7,5,section:politics; NHS,topic:Football,2026-05-03 09:30:00,form
            """);

    assertThat(result).isEqualTo(new Result(1, 1, 0, 0, 0, 0, 0));
    Preferences anna = preferences("anna@reader.example");
    assertThat(anna.name()).isEqualTo("Anna, of the \"Mill\"");
    assertThat(anna.locale().getLanguage()).isEqualTo("fr");
    assertThat(anna.zone().getId()).isEqualTo("Europe/Paris");
    assertThat(anna.hour()).isEqualTo(7);
    assertThat(anna.maxStories()).isEqualTo(5);
    assertThat(anna.follows())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("section:politics", "topic:NHS");
    assertThat(anna.mutes()).extracting(Object::toString).containsExactly("topic:Football");
    assertThat(anna.trackingConsent()).isFalse();
    assertThat(text("SELECT detail FROM consent_record"))
        .isEqualTo("a test: form; opted in 2026-05-03T09:30:00Z");
  }

  @Test
  void everyLineThatIsNotTakenSaysWhy() throws IOException {
    run("email,consented_at\nleft@reader.example,2026-05-03\nbounced@reader.example,2026-05-03\n");
    subscribers.unsubscribe(
        subscribers.byAddress(EmailAddress.of("left@reader.example")).orElseThrow(),
        BRIEFING,
        UnsubscribeCause.PAGE,
        PAGE);
    database
        .get()
        .useTransaction(handle ->
            subscribers.suppress(
                handle,
                subscribers.byAddress(EmailAddress.of("bounced@reader.example")).orElseThrow(),
                SuppressionReason.HARD_BOUNCE,
                "550 5.1.1",
                NOW));

    Result result =
        run(
            """
            email,status,hour,consented_at
            anna@reader.example,subscribed,7,2026-05-03
            no address,subscribed,7,2026-05-03
            ,subscribed,7,2026-05-03
            gone@reader.example,unsubscribed,7,2026-05-03
            early@reader.example,subscribed,25,2026-05-03
            never@reader.example,subscribed,7,
            when@reader.example,subscribed,7,in May
            later@reader.example,subscribed,7,2026-07-01
            left@reader.example,subscribed,7,2026-05-03
            bounced@reader.example,subscribed,7,2026-05-03
            """);

    assertThat(result).isEqualTo(new Result(10, 1, 0, 0, 0, 0, 9));
    assertThat(refused)
        .containsExactly(
            "3 The address has no @.",
            "4 The address is missing.",
            "5 The list says that this reader does not get it (unsubscribed).",
            "6 The hour is 25, not a number from 0 to 23.",
            "7 Nothing says when this reader agreed.",
            "8 The time of the consent cannot be read: in May is not like 2026-06-01T05:00:00Z.",
            "9 The time of the consent is in the future: 2026-07-01.",
            "10 This reader left the newsletter and can only come back alone.",
            "11 This address is never mailed (bounce, complaint, erasure).");
  }

  @Test
  void wishesForAlertsAndTextOnlyAreTakenOrRefusedWhole() throws IOException {
    Result result =
        run(
            """
            email,quiet_from,quiet_to,alerts_per_day,alerts_of_followed,text_only,consented_at
            anna@reader.example,23,6,3,yes,Yes,2026-05-03
            ben@reader.example,0,0,,no,,2026-05-03
            half@reader.example,23,,,,,2026-05-03
            many@reader.example,,,21,,,2026-05-03
            perhaps@reader.example,,,,,perhaps,2026-05-03
            """);

    assertThat(result).isEqualTo(new Result(5, 2, 0, 0, 0, 0, 3));
    assertThat(
            text(
                "SELECT string_agg(concat_ws(' ', address, quiet_from, quiet_to, alerts_per_day,"
                    + " alerts_of_followed, text_only), ', ' ORDER BY address) FROM subscriber s"
                    + " JOIN subscription ON subscriber_id = s.id"))
        .isEqualTo("anna@reader.example 23 6 3 t t, ben@reader.example 0 0 f f");
    assertThat(refused)
        .containsExactly(
            "4 The quiet hours have a begin or an end only.",
            "5 The number of alerts a day is 21, not a number from 1 to 20.",
            "6 The choice of text only is perhaps, not yes or no.");
  }

  @Test
  void aDryRunTellsTheSameAndDoesNothing() throws IOException {
    String list = "email,consented_at\nanna@reader.example,2026-05-03\nben@reader.example,\n";

    assertThat(run(list, ListPreset.PAPERROUND, Map.of(), true, true))
        .isEqualTo(new Result(2, 1, 0, 0, 0, 1, 0));

    assertThat(text("SELECT count(*) FROM subscriber")).isEqualTo("0");
    assertThat(outbox.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAILCHIMP|Email Address,First Name,Last"
            + " Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LEID|a@reader.example,Anna,Mill,2,2026-05-03"
            + " 09:00:00,2026-05-03 09:30:00,12",
        "SUBSTACK|email,active_subscription,expiry,plan,email_disabled,created_at|a@reader.example,false,,other,false,2026-05-03T09:30:00.000Z",
        "GHOST|id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers|6,a@reader.example,Anna,,true,,,2026-05-03T09:30:00.000Z,,,",
        "LISTMONK|uuid,email,name,status,attributes,created_at,updated_at|3f,a@reader.example,Anna,enabled,{},2026-05-03T09:30:00Z,2026-05-03T09:30:00Z",
        "BEEHIIV|email,status,created_at|a@reader.example,active,2026-05-03 09:30:00 UTC",
      })
  void exportsOfOtherSystemsAreKnown(ListPreset preset, String header, String line)
      throws IOException {
    assertThat(run(header + "\n" + line + "\n", preset, Map.of(), false, false))
        .isEqualTo(new Result(1, 1, 0, 0, 0, 0, 0));
    assertThat(text("SELECT to_char(confirmed_at AT TIME ZONE 'UTC', 'HH24:MI') FROM subscription"))
        .isEqualTo("09:30");
  }

  @Test
  void columnsAreNamedOverThePreset() throws IOException {
    Map<ColumnMapping.Field, String> named =
        Map.of(
            ColumnMapping.Field.ADDRESS, "Adresse",
            ColumnMapping.Field.CONSENTED_AT, "Seit");

    assertThat(
            run(
                "Name;Adresse;Seit\nAnna;anna@reader.example;2026-05-03\n",
                ListPreset.PAPERROUND,
                named,
                false,
                false))
        .isEqualTo(new Result(1, 1, 0, 0, 0, 0, 0));
    assertThat(preferences("anna@reader.example").name()).isEqualTo("Anna");
  }

  @Test
  void aFileThatIsNoListSaysWhatToDo() {
    assertThatThrownBy(() -> run(""))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> run("first,last\nAnna,Mill\n"))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("--column address=HEADER");
    assertThatThrownBy(() ->
            run(
                "email\n",
                ListPreset.PAPERROUND,
                Map.of(ColumnMapping.Field.NAME, "Nom"),
                false,
                false))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("no column Nom");
    assertThatThrownBy(() -> run("email,consented_at\n\"anna@reader.example\"x,2026-05-03\n"))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("Line 2 cannot be read as CSV");
    assertThatThrownBy(() ->
            run("email,name\na@reader.example,J\u00F6rg\n".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void whatCameBeforeAFaultOfTheFileIsTaken() throws IOException {
    assertThatThrownBy(
            () -> run("email,consented_at\na@reader.example,2026-05-03\n\"b@reader.example\"x,\n"))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("What came before it was taken");

    assertThat(text("SELECT string_agg(address, ' ') FROM subscriber"))
        .isEqualTo("a@reader.example");
  }

  /// More than are in memory at once, which are written beside one another.
  @Test
  void everyLineOfALongListIsTakenOnceOrRefusedInTheOrderOfTheFile() throws IOException {
    StringBuilder list = new StringBuilder("email,consented_at\n");
    List<String> wrong = new ArrayList<>();
    for (int line = 2; line <= 20_001; line++) {
      // Two lines in a hundred are of a reader who was there before, one is of nobody.
      int reader = line % 100 < 2 ? line % 1_000 : line;
      list.append(line % 100 == 50 ? "nobody" : "r" + reader + "@reader.example");
      list.append(",2026-05-03\n");
      if (line % 100 == 50) {
        wrong.add(line + " The address has no @.");
      }
    }

    Result result = run(list.toString());

    String readers = text("SELECT count(*) FROM subscriber");
    assertThat(result.rows()).isEqualTo(20_000);
    assertThat(result.added() + result.present()).isEqualTo(19_800);
    assertThat(text("SELECT count(*) FROM subscription")).isEqualTo(readers);
    assertThat(text("SELECT count(*) FROM consent_record")).isEqualTo(readers);
    assertThat(Long.toString(result.added())).isEqualTo(readers);
    assertThat(refused).isEqualTo(wrong);
    assertThat(run(list.toString())).isEqualTo(new Result(20_000, 0, 0, 19_800, 0, 0, 200));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstHeader() throws IOException {
    assertThat(run("\uFEFFemail\tconsented_at\nanna@reader.example\t2026-05-03\n"))
        .isEqualTo(new Result(1, 1, 0, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAILCHIMP|Email"
            + " Address,Status,CONFIRM_TIME|a@reader.example,unsubscribed,2026-05-03|unsubscribed",
        "MAILCHIMP|Email"
            + " Address,MEMBER_STATUS,CONFIRM_TIME|a@reader.example,cleaned,2026-05-03|cleaned",
        "SUBSTACK|email,email_disabled,created_at|a@reader.example,true,2026-05-03|true",
        "GHOST|email,subscribed_to_emails,created_at|a@reader.example,false,2026-05-03|false",
        "LISTMONK|email,status,created_at|a@reader.example,blocklisted,2026-05-03|blocklisted",
        "BEEHIIV|email,status,created_at|a@reader.example,inactive,2026-05-03|inactive",
      })
  void whoLeftElsewhereDoesNotComeIn(ListPreset preset, String header, String line, String status)
      throws IOException {
    assertThat(run(header + "\n" + line + "\n", preset, Map.of(), false, false))
        .isEqualTo(new Result(1, 0, 0, 0, 0, 0, 1));
    assertThat(refused)
        .containsExactly("2 The list says that this reader does not get it (" + status + ").");
    assertThat(text("SELECT count(*)::text FROM subscriber")).isEqualTo("0");
  }

  @Test
  void aLineThatNoDatabaseTakesIsRefusedAndTheOthersAreTaken() throws IOException {
    assertThat(
            run(
                "email,consented_at,paused_until,evidence\n"
                    + "a@reader.example,0000-01-01,,\n"
                    + "b@reader.example,2026-05-03,+999999-01-01T00:00:00Z,\n"
                    + "c@reader.example,2026-05-03,,a\u0000b\n"))
        .isEqualTo(new Result(3, 1, 0, 0, 0, 0, 2));
    assertThat(text("SELECT detail FROM consent_record")).contains("a b");
    assertThat(refused)
        .containsExactly(
            "2 The time of the consent is before there were newsletters: 0000-01-01.",
            "3 The end of the reader's pause cannot be read: +999999-01-01T00:00:00Z.");
  }
}
