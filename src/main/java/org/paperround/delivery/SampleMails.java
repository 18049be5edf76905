package org.paperround.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.digest.AlertChoice;
import org.paperround.digest.AlertChooser;
import org.paperround.digest.Candidates;
import org.paperround.digest.Choice;
import org.paperround.digest.Chooser;
import org.paperround.digest.DigestRequest;
import org.paperround.digest.History;
import org.paperround.digest.Plan;
import org.paperround.digest.Reader;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.template.Messages;
import org.paperround.subscriber.Interest;

/// An edition's mails to readers who are typical and do not exist: nothing of them is recorded, and
/// their links are nobody's. Thread-safe.
final class SampleMails {
  private static final EmailAddress ADDRESS = new EmailAddress("reader", "address.invalid");
  private static final int FOLLOWED = 3;

  private final Collaborators with;

  SampleMails(Collaborators with) {
    this.with = with;
  }

  /// `name` is one word: the language, and what is typical.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(String name, byte[] message) {}

  private record Typical(String name, Locale locale, Set<Interest> follows, boolean textOnly) {}

  /// Empty when there is no story that anybody could get.
  List<Sample> of(Edition edition, Pool pool) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    Candidates candidates = Candidates.of(pool);
    return typical(newsletter, pool)
        .flatMap(reader -> sample(edition, newsletter, candidates, reader).stream())
        .toList();
  }

  /// Whether a new reader gets no digest of it for want of stories, by the newsletter's own rule.
  boolean tooFew(Edition edition, Pool pool) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    if (edition.isLetter() || newsletter.kind() == Newsletter.Kind.ALERT) {
      return false;
    }
    Chooser.Rules rules = new Chooser.Rules(newsletter.minStories(), newsletter.maxStories());
    return Chooser.choose(
            Candidates.of(pool), Reader.NOBODY, History.EMPTY, rules, with.clock().instant())
        instanceof Choice.TooFew;
  }

  /// A new reader in every language; in that of the newsletter also who follows much, and who wants
  /// text only.
  private static Stream<Typical> typical(Newsletter newsletter, Pool pool) {
    Locale own = newsletter.locale();
    Stream<Typical> fresh =
        Messages.LANGUAGES.stream()
            .map(language -> new Typical(language + "/new", Locale.of(language), Set.of(), false));
    Set<Interest> sections =
        pool.cards().stream()
            .filter(Card::usable)
            .filter(card -> card.frontPosition() == null)
            .map(card -> Interest.parse("section:" + card.section()))
            .distinct()
            .limit(FOLLOWED)
            .collect(Collectors.toUnmodifiableSet());
    return Stream.concat(
        fresh,
        Stream.of(
            new Typical(own.getLanguage() + "/follows", own, sections, false),
            new Typical(own.getLanguage() + "/text", own, Set.of(), true)));
  }

  private Optional<Sample> sample(
      Edition edition, Newsletter newsletter, Candidates candidates, Typical reader) {
    Instant now = with.clock().instant();
    Plan plan = with.digests().draft(edition, candidates.pool(), newsletter, reader.locale());
    return cards(edition, newsletter, candidates, reader, now)
        .map(cards ->
            new DigestRequest(
                edition,
                Reader.NOBODY.id(),
                ADDRESS,
                "",
                newsletter.zone(),
                false,
                reader.textOnly(),
                plan.fitting(cards),
                0,
                now))
        .map(
            request -> new Sample(reader.name(), with.digests().assemble(plan, request).message()));
  }

  private static Optional<List<Choice.ChosenCard>> cards(
      Edition edition, Newsletter newsletter, Candidates candidates, Typical typical, Instant now) {
    if (edition.isLetter()) {
      return Optional.of(List.of());
    }
    Reader reader = Reader.NOBODY.following(typical.follows());
    return switch (newsletter.kind()) {
      case DIGEST -> digest(newsletter, candidates, reader, now);
      case ALERT -> alert(candidates, reader, now);
    };
  }

  private static Optional<List<Choice.ChosenCard>> digest(
      Newsletter newsletter, Candidates candidates, Reader reader, Instant now) {
    Chooser.Rules rules = new Chooser.Rules(1, newsletter.maxStories());
    return switch (Chooser.choose(candidates, reader, History.EMPTY, rules, now)) {
      case Choice.Chosen chosen -> Optional.of(chosen.cards());
      case Choice.TooFew _ -> Optional.empty();
    };
  }

  private static Optional<List<Choice.ChosenCard>> alert(
      Candidates candidates, Reader reader, Instant now) {
    return switch (AlertChooser.choose(candidates, reader, History.EMPTY, false, now)) {
      case AlertChoice.Chosen(Choice.ChosenCard card) -> Optional.of(List.of(card));
      case AlertChoice.Gone _, AlertChoice.Received _, AlertChoice.Unwanted _ -> Optional.empty();
    };
  }
}
