package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.article.ArticleImage;
import org.paperround.digest.Choice.ChosenCard;
import org.paperround.digest.lint.MailLint;
import org.paperround.edition.Card;
import org.paperround.edition.CardContent;
import org.paperround.edition.Pool;
import org.paperround.mail.DkimAlgorithm;
import org.paperround.mail.DkimConfig;
import org.paperround.mail.DkimKey;
import org.paperround.mail.DkimSigner;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.GoldenMail;
import org.paperround.testing.TestDatabase;

/// Writes mails for different readers of one edition of The Courier to `target/judge`, with the DNS
/// records that outside judges need; to be looked at, too.
class DigestSamplesTest {
  private static final Map<String, String> BREAKING =
      Map.of("en", "Breaking", "cy", "Newydd dorri", "fr", "Dernière minute", "de", "Eilmeldung");

  static final String LONG_NAME =
      "Wolfeschlegelsteinhausenbergerdorff Bartholomew-Featherstonehaugh the Younger, Esq.";

  private static final Path OUT = Path.of("target/judge");
  private static final Set<Interest> MUCH =
      interests("section:politics", "section:wales", "section:science", "topic:NHS");
  private static final History HAD_ONE = new History(Map.of(), Map.of());

  @RegisterExtension final TestDatabase database = new TestDatabase();
  @TempDir Path keys;

  @Test
  void everyReaderGetsAMailOfTheirOwn() throws IOException {
    Files.createDirectories(OUT);
    DigestFixture fixture = new DigestFixture(database.get(), dkim(OUT));
    Pool pool = fixture.pool(courier());
    Digests digests = fixture.digests();
    List<byte[]> mails = new ArrayList<>();
    for (Sample sample : samples()) {
      Plan plan =
          digests.plan(fixture.edition, pool, DigestFixture.BRIEFING, Locale.of(sample.language()));
      byte[] mail = digests.assemble(plan, sample.request(fixture, pool)).message();
      Files.write(OUT.resolve(sample.file() + ".eml"), mail);
      GoldenMail.check("digest-" + sample.file(), mail);
      assertThat(MailLint.check(mail)).as(sample.file()).isEmpty();
      mails.add(mail);
    }
    assertThat(mails).doesNotHaveDuplicates().allMatch(mail -> mail.length < 120_000);
  }

  @Test
  void anAlertIsOneStoryLargeInEveryLanguage() throws IOException {
    Path out = Path.of("target/judge-alerts");
    Files.createDirectories(out);
    DigestFixture fixture = new DigestFixture(database.get(), dkim(out));
    Pool pool = fixture.pool(List.of(courier().getFirst()));
    Digests digests = fixture.digests();
    for (Map.Entry<String, String> words : BREAKING.entrySet()) {
      String language = words.getKey();
      Plan plan =
          digests.plan(
              fixture.edition, pool, DigestFixture.BRIEFING.alerting(), Locale.of(language));
      boolean update = language.equals("de");
      DigestRequest request =
          fixture.request(
              "Anna", update, List.of(new ChosenCard(1, new Reason.Breaking(), update)));
      byte[] mail = digests.assemble(plan, request).message();
      Files.write(out.resolve("alert-" + language + ".eml"), mail);
      GoldenMail.check("alert-" + language, mail);
      ReadMail read = ReadMail.of(mail);
      String headline = pool.cards().getFirst().content().headline();
      assertThat(read.subject()).startsWith(words.getValue()).endsWith(": " + headline);
      assertThat(read.text()).contains(words.getValue().toUpperCase(Locale.of(language)));
      assertThat(read.text().replaceAll("\\s+", " ")).contains(headline, "EC4V 5EX");
      assertThat(read.document().select("h1")).hasSize(1);
      assertThat(read.text().contains("EILMELDUNG · Aktualisiert")).isEqualTo(update);
    }
  }

  @Test
  void aWeeklyIsForWhoFollowsMuchToo() throws IOException {
    DigestFixture fixture = new DigestFixture(database.get(), DkimSigner.none());
    Pool pool = fixture.pool(courier());
    Sample sample = new Sample("weekly", "en", LONG_NAME, true, MUCH, OptionalInt.empty(), true);
    Digests digests = fixture.digests();
    Plan plan = digests.plan(fixture.edition, pool, DesignSamplesTest.WEEKLY, Locale.UK);
    byte[] mail = digests.assemble(plan, sample.request(fixture, pool)).message();
    GoldenMail.check("weekly-follows-long-name", mail);
    assertThat(MailLint.check(mail)).isEmpty();
    assertThat(ReadMail.of(mail).visible())
        .contains("Wolfeschlegel", "Because you follow NHS", "That is all for this week.");
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    samples.add(plain("plain", "en"));
    samples.add(new Sample("follows", "en", "Owain", true, MUCH, OptionalInt.empty(), true));
    samples.add(longName("long-name", "en"));
    samples.add(
        new Sample(
            "emoji", "en", "Zoë 🦊 O'Neill \"Z\"", true, Set.of(), OptionalInt.of(3), false));
    samples.add(
        new Sample(
            "welsh", "cy", "Siân", false, interests("section:wales"), OptionalInt.empty(), false));
    samples.add(
        new Sample(
            "french", "fr", "", true, interests("section:culture"), OptionalInt.empty(), true));
    samples.add(
        new Sample(
            "german", "de", "Jürgen", false, interests("section:world"), OptionalInt.of(8), false));
    for (String language : List.of("cy", "fr", "de")) {
      samples.add(plain("plain-" + language, language));
      samples.add(longName("long-name-" + language, language));
    }
    return samples;
  }

  private static Sample plain(String file, String language) {
    return new Sample(file, language, "Anna", false, Set.of(), OptionalInt.empty(), false);
  }

  private static Sample longName(String file, String language) {
    return new Sample(
        file, language, LONG_NAME, true, interests("section:sport"), OptionalInt.of(12), false);
  }

  private static Set<Interest> interests(String... texts) {
    return Set.copyOf(Stream.of(texts).map(Interest::parse).toList());
  }

  private record Sample(
      String file,
      String language,
      String name,
      boolean tracking,
      Set<Interest> follows,
      OptionalInt most,
      boolean updates) {
    DigestRequest request(DigestFixture fixture, Pool pool) {
      SubscriberId id = new SubscriberId(1 + (file.hashCode() & 0xFFFF));
      Reader reader = new Reader(id, follows, Set.of(), most, Optional.empty());
      Chooser.Rules rules = new Chooser.Rules(3, 12);
      return switch (Chooser.choose(
          Candidates.of(pool), reader, HAD_ONE, rules, DigestFixture.AT)) {
        case Choice.Chosen(List<ChosenCard> cards, _) -> request(fixture, id, marked(cards));
        case Choice.TooFew(_) -> throw new AssertionError("the pool is large enough");
      };
    }

    private List<ChosenCard> marked(List<ChosenCard> cards) {
      return cards.stream()
          .map(card ->
              new ChosenCard(card.ordinal(), card.reason(), updates && card.ordinal() % 3 == 0))
          .toList();
    }

    private DigestRequest request(DigestFixture fixture, SubscriberId id, List<ChosenCard> cards) {
      return new DigestRequest(
          fixture.edition,
          id,
          EmailAddress.of(file + "@reader.example"),
          name,
          ZoneId.of("Europe/London"),
          tracking,
          false,
          cards,
          0,
          DigestFixture.AT);
    }
  }

  private DkimSigner dkim(Path out) throws IOException {
    DkimKey key = DkimKey.generate(DkimAlgorithm.RSA);
    Path file = keys.resolve("dkim.pem");
    key.write(file);
    Map<String, String> zone =
        Map.of(
            "s1._domainkey.news.thecourier.example",
            key.record(),
            "_dmarc.news.thecourier.example",
            "v=DMARC1; p=reject",
            "bounce.news.thecourier.example",
            "v=spf1 ip4:127.0.0.1 -all");
    new ObjectMapper().writeValue(out.resolve("zone.json").toFile(), zone);
    return DkimSigner.withJdk(
        new DkimConfig("news.thecourier.example", List.of(new DkimConfig.Key("s1", file))));
  }

  static List<Card> courier() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("db/demo/articles/courier"))) {
      List<Card> cards = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        cards.add(card(cards.size() + 1, new ObjectMapper().readTree(file.toFile())));
      }
      return cards;
    }
  }

  private static Card card(int ordinal, JsonNode article) {
    CardFixture card =
        CardFixture.card(ordinal)
            .about(article.path("section").asText(), texts(article.path("topics")))
            .content(content(article));
    return (ordinal <= 5 ? card.front(ordinal) : card).build();
  }

  private static CardContent content(JsonNode article) {
    return new CardContent(
        "https://www.thecourier.example" + article.path("path").asText(),
        article.path("headline").asText(),
        article.path("standfirst").asText(),
        List.of(texts(article.path("keyPoints"))),
        article.path("whyThisMatters").asText(),
        article.path("whatThisMeansForYou").asText(),
        article.path("byline").asText(),
        image(article.path("image")),
        article.path("breaking").asBoolean(),
        CardFixture.PUBLISHED,
        3,
        List.of(),
        List.of());
  }

  private static @Nullable ArticleImage image(JsonNode image) {
    return image.isMissingNode()
        ? null
        : new ArticleImage(
            "https://www.thecourier.example/images/" + image.path("motif").asText() + ".png",
            image.path("alt").asText(),
            1200,
            675);
  }

  private static String[] texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts.toArray(String[]::new);
  }
}
