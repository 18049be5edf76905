package org.paperround.subscriber.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.database.Database;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.SuppressionReason;
import org.paperround.subscriber.UnsubscribeCause;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.TestDatabase;

/// What goes out as a list comes in again as it was, and no spreadsheet takes it for a formula.
class ListExportTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  private static final NewsletterId BRIEFING = new NewsletterId(1);
  private static final Provenance FORM =
      new Provenance("form", NOW, "https://news.example/sign-up", "192.0.2.0/24");

  private static final String HEADER =
      "newsletter,address,name,language,zone,hour,days,stories,paused_until,follows,mutes,quiet_from,quiet_to,alerts_per_day,alerts_of_followed,text_only,status,consented_at,evidence\r\n";

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @RegisterExtension final TestDatabase elsewhere = new TestDatabase();

  private final TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
  private final List<String> refused = new ArrayList<>();
  private Subscribers subscribers;
  private Newsletter weekly;

  @BeforeEach
  void open() {
    subscribers = subscribers(database.get());
    weekly =
        new Newsletters(database.get()).define(NewsletterFixture.BRIEFING.slug("weekly").build());
  }

  private Subscribers subscribers(Database of) {
    return new Subscribers(
        of,
        new Newsletters(of),
        new Outbox(of, () -> NOW, "news.example", "newsroom"),
        new Templates(null),
        signer,
        links());
  }

  private ReaderLinks links() {
    return new ReaderLinks(signer, URI.create("https://news.example"), "news.example");
  }

  @Test
  void everyConfirmedReaderIsALineWithAllThatAnImportTakes() throws IOException {
    take(BRIEFING, anna());
    take(weekly.id(), anna());

    String anna =
        "anna@reader.example,\"Anna, of the \"\"Mill\"\"\",fr,Europe/Paris,7,monday;friday,5,"
            + "2026-07-01T00:00:00Z,section:politics;topic:NHS;topic:Tea\\; coffee \\\\ cake,"
            + "2026-12-24/topic:Football,23,6,3,yes,yes,subscribed,2026-05-03T09:30:00Z,a"
            + " form in a shop\r\n";
    String ben =
        "ben@reader.example,,en,Europe/London,,,,,,,,,,,,subscribed,2026-05-03T09:30:00Z,x\r\n";
    take(BRIEFING, reader("ben@reader.example", "", "x"));
    assertThat(export(null))
        .isEqualTo(
            HEADER
                + ("morning-briefing," + anna)
                + ("weekly," + anna)
                + ("morning-briefing," + ben));
    assertThat(export(weekly.id())).isEqualTo(HEADER + "weekly," + anna);
  }

  @Test
  void whatCameInByTheFormSaysWhatWasAskedAndAnswered() throws IOException {
    EmailAddress address = EmailAddress.of("cara@reader.example");
    subscribers.signUp(
        new SignUp(
            address, "", BRIEFING, Locale.ENGLISH, ZoneId.of("UTC"), "One mail a day", FORM));
    assertThat(export(null)).as("who has not confirmed").isEqualTo(HEADER);

    confirm(address);

    assertThat(export(null))
        .isEqualTo(
            HEADER
                + "morning-briefing,cara@reader.example,,en,UTC,,,,,,,,,,,,subscribed,"
                + "2026-06-01T05:00:00Z,\"asked by form at 2026-06-01T05:00:00Z,"
                + " https://news.example/sign-up, from 192.0.2.0/24, words (en): One mail a day;"
                + " confirmed by link\"\r\n");
  }

  @Test
  void whatWasExportedComesInElsewhereAsItWas() throws IOException {
    take(BRIEFING, anna());
    take(BRIEFING, reader("+ben@reader.example", "=SUM(A1)", "@shop"));
    take(BRIEFING, reader("'-cara@reader.example", "'dash", "-"));
    take(weekly.id(), reader("dan@reader.example", "Dan", "x"));
    take(BRIEFING, reader("gone@reader.example", "", "x"));
    take(BRIEFING, reader("bounced@reader.example", "", "x"));
    leave("gone@reader.example");
    bounce("bounced@reader.example");
    String list = export(null);

    Subscribers others = subscribers(elsewhere.get());
    ListImport.Result result = importInto(others, list);

    assertThat(result).isEqualTo(new ListImport.Result(5, 3, 0, 0, 0, 0, 2));
    assertThat(refused)
        .containsExactly(
            "This line is of another newsletter (weekly).",
            "The list says that this reader does not get it (hard_bounce).");
    // The evidence says, too, by which list it came; a guarded one needs no guard behind that.
    assertThat(export(others, null).replace("a move: ", "").lines())
        .containsExactlyInAnyOrderElementsOf(
            list.lines()
                .filter(line -> !line.contains("weekly,") && !line.contains("bounced@"))
                .map(line -> line.replace(",'@shop", ",@shop").replaceFirst(",'-$", ",-"))
                .toList());
    assertThat(importInto(others, list).present()).as("a second run").isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''=1", "'@"})
  void whatASpreadsheetWouldRunIsGuardedAndComesBack(String cell) {
    String guarded = FormulaGuard.guard(cell);
    assertThat(guarded).isEqualTo("'" + cell);
    assertThat(FormulaGuard.undo(guarded)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Anna", "'tis", "'", "2026-05-03", "a=b"})
  void whatIsNoFormulaIsLeftAlone(String cell) {
    assertThat(FormulaGuard.guard(cell)).isEqualTo(cell);
    assertThat(FormulaGuard.undo(cell)).isEqualTo(cell);
  }

  private static ImportedReader anna() {
    return new ImportedReader(
        EmailAddress.of("anna@reader.example"),
        "Anna, of the \"Mill\"",
        Locale.FRENCH,
        ZoneId.of("Europe/Paris"),
        7,
        Set.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY),
        5,
        Instant.parse("2026-07-01T00:00:00Z"),
        Set.of(
            Interest.parse("section:politics"),
            Interest.parse("topic:NHS"),
            Interest.parse("topic:Tea; coffee \\ cake")),
        Set.of(Mute.parse("2026-12-24/topic:Football")),
        new AlertWishes(new QuietHours(23, 6), 3, true),
        true,
        false,
        Instant.parse("2026-05-03T09:30:00Z"),
        "a form in a shop");
  }

  private static ImportedReader reader(String address, String name, String evidence) {
    return ReaderFixture.agreed(
        EmailAddress.of(address), name, Instant.parse("2026-05-03T09:30:00Z"), evidence);
  }

  private void take(NewsletterId newsletter, ImportedReader reader) {
    subscribers.importConfirmed(newsletter, List.of(reader), NOW);
  }

  /// By the link of the mail that waits.
  private void confirm(EmailAddress address) {
    byte[] message =
        database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle.createQuery("SELECT message FROM outbox_mail").mapTo(byte[].class).one());
    String text = new String(message, StandardCharsets.UTF_8).replace("=\r\n", "");
    String token = text.replaceFirst("(?s).*?https://news.example/c/([\\w.-]+).*", "$1");
    subscribers.confirm(token, new Provenance("link", NOW, null, null));
    assertThat(subscribers.byAddress(address)).isPresent();
  }

  private void leave(String address) {
    subscribers.unsubscribe(
        subscribers.byAddress(EmailAddress.of(address)).orElseThrow(),
        BRIEFING,
        UnsubscribeCause.PAGE,
        FORM);
  }

  private void bounce(String address) {
    database
        .get()
        .useTransaction(handle ->
            subscribers.suppress(
                handle,
                subscribers.byAddress(EmailAddress.of(address)).orElseThrow(),
                SuppressionReason.HARD_BOUNCE,
                "550 5.1.1",
                NOW));
  }

  private String export(@Nullable NewsletterId newsletter) throws IOException {
    return export(subscribers, newsletter);
  }

  private static String export(Subscribers of, @Nullable NewsletterId newsletter)
      throws IOException {
    StringBuilder out = new StringBuilder();
    new ListExport(of).write(out, newsletter);
    return out.toString();
  }

  private ListImport.Result importInto(Subscribers others, String list) throws IOException {
    return new ListImport(others, () -> NOW)
        .run(
            new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
            new ListImport.Request(
                new Newsletters(elsewhere.get()).get(BRIEFING),
                ListPreset.PAPERROUND,
                Map.of(),
                "a move",
                false,
                false),
            refusal -> refused.add(refusal.reason()));
  }
}
