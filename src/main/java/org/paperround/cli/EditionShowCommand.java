package org.paperround.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.app.Paperround;
import org.paperround.article.RelatedStory;
import org.paperround.article.StoryId;
import org.paperround.edition.Card;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.Letter;
import org.paperround.edition.Pool;
import org.paperround.newsletter.Newsletter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows one edition: its state, cards with the parts of their scores, and diary.
@Command(
    name = "show",
    description = "Shows an edition: state, front page, tail, diary.",
    mixinStandardHelpOptions = true)
final class EditionShowCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(paramLabel = "ID|latest")
  private String edition = "";

  @Override
  public Integer call() {
    InstantSource clock = InstantSource.system();
    String text = database.withEngine(clock, engine -> show(engine, clock.instant()));
    System.out.println(text);
    return 0;
  }

  private String show(Paperround engine, Instant now) {
    Edition found = EditionCommand.find(engine.editions(), edition);
    Newsletter newsletter = engine.newsletters().get(found.newsletter());
    Pool pool = engine.editions().pool(found.id());
    List<DiaryEntry> diary = engine.editions().diary(found.id());
    if (json) {
      Map<StoryId, RelatedStory> shown = engine.articles().shown(related(pool), now);
      return json(found, newsletter, pool, shown, diary).toPrettyString();
    }
    return lines(
        EditionText.edition(found, newsletter),
        RunText.of(engine.deliveries(), found.id()).stream()
            .map(line -> "  " + line)
            .collect(Collectors.joining("\n")),
        EditionText.pool(pool),
        EditionText.diary(diary),
        "edition id="
            + found.id()
            + " state="
            + EditionText.lower(found.state())
            + " revision="
            + pool.revision()
            + " cards="
            + pool.cards().stream().filter(Card::usable).count());
  }

  private static String lines(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
  }

  private static Set<StoryId> related(Pool pool) {
    return pool.cards().stream()
        .flatMap(card -> card.content().related().stream())
        .map(RelatedStory::story)
        .collect(Collectors.toSet());
  }

  /// `shown`: of the stories that cards name as related, those that can be seen now.
  private static ObjectNode json(
      Edition edition,
      Newsletter newsletter,
      Pool pool,
      Map<StoryId, RelatedStory> shown,
      List<DiaryEntry> diary) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("id", edition.id().value())
        .put("newsletter", newsletter.slug())
        .put("date", edition.date().toString())
        .put("state", EditionText.lower(edition.state()))
        .put("revision", pool.revision())
        .put("plannedAt", edition.plannedAt().toString())
        .put("cutOff", edition.cutOff().toString())
        .put("expiresAt", edition.expiresAt().toString())
        .put("subject", edition.words().subjects().stream().findFirst().orElse(null))
        .put("preheader", edition.words().preheader())
        .put("intro", edition.words().intro());
    ArrayNode subjects = root.putArray("subjects");
    edition.words().subjects().forEach(subjects::add);
    Letter letter = edition.letter();
    if (letter != null) {
      root.put("correctsEdition", letter.corrects().value())
          .put("correctsStory", letter.story().value())
          .put("letter", letter.text());
    }
    ArrayNode cards = root.putArray("cards");
    pool.cards().forEach(card -> put(cards.addObject(), card, shown));
    ArrayNode entries = root.putArray("diary");
    diary.forEach(entry ->
        entries
            .addObject()
            .put("revision", entry.revision())
            .put("at", entry.at().toString())
            .put("actor", entry.actor())
            .put("action", entry.action())
            .put("story", entry.story())
            .put("note", entry.note()));
    return root;
  }

  private static void put(ObjectNode node, Card card, Map<StoryId, RelatedStory> shown) {
    node.put("ordinal", card.ordinal())
        .put("story", card.story().value())
        .put("storyRevision", card.storyRevision())
        .put("article", card.article().value())
        .put("headline", card.content().headline())
        .put("url", card.content().url())
        .put("section", card.section())
        .put("owner", card.owner())
        .put("score", card.score())
        .put("frontPosition", card.frontPosition())
        .put("pinned", card.pinned())
        .put("mustRead", card.mustRead())
        .put("dropped", card.dropped())
        .put("retracted", card.retractedAt() != null);
    ObjectNode signals = node.putObject("signals");
    card.signals().forEach(signals::put);
    ArrayNode related = node.putArray("related");
    card.content().related().stream()
        .flatMap(other -> Optional.ofNullable(shown.get(other.story())).stream())
        .distinct()
        .forEach(other ->
            related
                .addObject()
                .put("story", other.story().value())
                .put("headline", other.headline())
                .put("url", other.url()));
  }
}
