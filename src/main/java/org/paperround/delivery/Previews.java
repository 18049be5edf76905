package org.paperround.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.digest.Candidates;
import org.paperround.digest.Choice;
import org.paperround.digest.Chooser;
import org.paperround.digest.DigestRequest;
import org.paperround.digest.History;
import org.paperround.digest.Plan;
import org.paperround.digest.Reader;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.Pool;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.Recipient;

/// The latest edition as a reader would get it who has had nothing yet: chosen and rendered by what
/// sends. Nothing of it is recorded. Thread-safe.
final class Previews {
  private static final int EDITIONS_BACK = 5;

  /// Readers' previews are kept apart from what crawlers read.
  private static final int ARCHIVED = 50;

  private final Collaborators with;
  private final LoadingCache<EditionId, Candidates> pools;
  private final LoadingCache<Edition, List<Card>> archived;

  Previews(Collaborators with) {
    this.with = with;
    this.pools =
        Caffeine.newBuilder()
            .maximumSize(6)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(this::candidates);
    this.archived =
        Caffeine.newBuilder()
            .maximumSize(ARCHIVED)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(this::everybodysNow);
  }

  private record Composed(Edition edition, Pool pool, Plan plan, List<Choice.ChosenCard> cards) {}

  /// In the order of the mail. Empty when no digest went out yet, or it has too little for them.
  List<Card> stories(Preferences wanted) {
    return compose(wanted).map(Previews::cards).orElse(List.of());
  }

  private static List<Card> cards(Composed composed) {
    return cards(composed.pool(), composed.cards());
  }

  private static List<Card> cards(Pool pool, List<Choice.ChosenCard> cards) {
    Map<Integer, Card> byOrdinal =
        pool.cards().stream().collect(Collectors.toMap(Card::ordinal, Function.identity()));
    return cards.stream().map(chosen -> byOrdinal.get(chosen.ordinal())).toList();
  }

  /// The mail's HTML, without tracked links. Empty as [#stories], or when the reader is gone.
  Optional<String> html(Preferences wanted) {
    return compose(wanted)
        .flatMap(composed ->
            address(wanted)
                .map(address ->
                    with.digests().html(composed.plan(), request(composed, wanted, address))));
  }

  private DigestRequest request(Composed composed, Preferences wanted, EmailAddress address) {
    return new DigestRequest(
        composed.edition(),
        wanted.subscriber(),
        address,
        wanted.name(),
        wanted.zone(),
        false,
        false,
        composed.cards(),
        0,
        with.clock().instant());
  }

  private Optional<Composed> compose(Preferences wanted) {
    Newsletter newsletter = with.newsletters().get(wanted.newsletter());
    return latest(newsletter)
        .flatMap(edition ->
            switch (choice(newsletter, edition, wanted)) {
              case Choice.TooFew _ -> Optional.empty();
              case Choice.Chosen chosen ->
                  Optional.of(composed(newsletter, edition, wanted, chosen));
            });
  }

  private Composed composed(
      Newsletter newsletter, Edition edition, Preferences wanted, Choice.Chosen chosen) {
    Pool pool = pools.get(edition.id()).pool();
    Plan plan = with.digests().plan(edition, pool, newsletter, wanted.locale());
    return new Composed(edition, pool, plan, plan.fitting(chosen.cards()));
  }

  private Choice choice(Newsletter newsletter, Edition edition, Preferences wanted) {
    Integer most = wanted.maxStories();
    Instant now = with.clock().instant();
    Reader reader =
        new Reader(
            wanted.subscriber(),
            wanted.follows(),
            Mute.holding(wanted.mutes(), LocalDate.ofInstant(now, wanted.zone())),
            most == null ? OptionalInt.empty() : OptionalInt.of(most),
            Optional.empty());
    return Chooser.choose(
        pools.get(edition.id()),
        reader,
        History.EMPTY,
        new Chooser.Rules(newsletter.minStories(), newsletter.maxStories()),
        now);
  }

  /// Empty when nothing is left of it. Kept for a minute.
  List<Card> everybodys(Edition edition) {
    return archived.get(edition);
  }

  private List<Card> everybodysNow(Edition edition) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    Candidates candidates = candidates(edition.id());
    Chooser.Rules rules = new Chooser.Rules(1, newsletter.maxStories());
    Instant now = with.clock().instant();
    return switch (Chooser.choose(candidates, Reader.NOBODY, History.EMPTY, rules, now)) {
      case Choice.TooFew _ -> List.of();
      case Choice.Chosen chosen -> cards(candidates.pool(), chosen.cards());
    };
  }

  private Optional<Edition> latest(Newsletter newsletter) {
    return switch (newsletter.kind()) {
      // Of what broke last nobody would get a digest.
      case ALERT -> Optional.empty();
      case DIGEST ->
          with.editions().recent(newsletter.id(), EDITIONS_BACK).stream()
              .filter(edition -> !edition.isLetter() && edition.state().isPublished())
              .findFirst();
    };
  }

  private Candidates candidates(EditionId edition) {
    return with.candidates(with.editions().pool(edition));
  }

  private Optional<EmailAddress> address(Preferences wanted) {
    Map<?, Recipient> recipients =
        with.database()
            .jdbi()
            .withHandle(handle ->
                with.subscribers()
                    .recipients(handle, wanted.newsletter(), List.of(wanted.subscriber())));
    return recipients.values().stream().findFirst().map(Recipient::address);
  }
}
