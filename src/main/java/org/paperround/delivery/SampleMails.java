package org.paperround.delivery;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
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
import org.paperround.subscriber.Recipient;
import org.paperround.subscriber.SubscriberId;

/// An edition's mails to readers who are typical and do not exist, or as a reader would get it who
/// does: chosen and made by what sends. Nothing of them is recorded, and their links are nobody's.
/// Thread-safe.
public final class SampleMails {
  static final EmailAddress ADDRESS = new EmailAddress("reader", "address.invalid");
  private static final int FOLLOWED = 3;

  private final Collaborators with;
  private final Histories histories;
  private final PresentWeights weights;

  public SampleMails(Collaborators with) {
    this.with = with;
    this.histories = new Histories(with);
    this.weights = new PresentWeights(with);
  }

  /// `name` is one word: the language, and what is typical.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Sample(String name, byte[] message) {}

  /// Somebody who may get it: as [Reader] and [DigestRequest] have it.
  private record Somebody(
      String name,
      Locale locale,
      ZoneId zone,
      Reader reader,
      Histories.Known known,
      String called,
      boolean textOnly,
      boolean onlyFollowed) {}

  /// Whom there are typical mails to, by name, in the order in which they are of interest.
  public List<String> names(Edition edition) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    return typical(newsletter, with.editions().pool(edition.id())).map(Somebody::name).toList();
  }

  /// The mail to the typical reader of this name at that moment; empty when there is none of that
  /// name, or they get no mail because it has too little for them.
  public Optional<Sample> typical(Edition edition, String name, Instant at) {
    Issue issue = issue(edition, with.newsletters().get(edition.newsletter()), at);
    return typical(issue.newsletter(), issue.candidates().pool())
        .filter(somebody -> somebody.name().equals(name))
        .findFirst()
        .flatMap(somebody -> sample(issue, somebody));
  }

  /// The mail to a new reader at that moment if the edition's newsletter were this one; empty when
  /// they get no mail because it has too little for them.
  public Optional<Sample> inNewsletter(Edition edition, Newsletter newsletter, Instant at) {
    Issue issue = issue(edition, newsletter, at);
    return typical(newsletter, issue.candidates().pool())
        .findFirst()
        .flatMap(somebody -> sample(issue, somebody));
  }

  /// The mail as this reader would get it at that moment, with all they had before; empty when they
  /// are gone, or get no mail because it has too little for them. Says nothing of whether they are
  /// subscribed.
  public Optional<Sample> asReader(Edition edition, SubscriberId reader, Instant at) {
    Issue issue = issue(edition, with.newsletters().get(edition.newsletter()), at);
    return recipient(edition, reader)
        .map(recipient -> somebody(edition, issue.candidates(), recipient, at))
        .flatMap(somebody -> sample(issue, somebody));
  }

  /// To all typical readers who get one; empty when there is no story that anybody could get.
  List<Sample> of(Edition edition, Pool pool) {
    Newsletter newsletter = with.newsletters().get(edition.newsletter());
    Issue issue = new Issue(edition, newsletter, Candidates.of(pool), 1, with.clock().instant());
    return typical(newsletter, pool).flatMap(somebody -> sample(issue, somebody).stream()).toList();
  }

  /// An edition in a newsletter's look, of what there is to choose at that moment; `least`: who
  /// would get fewer stories gets none.
  private record Issue(
      Edition edition, Newsletter newsletter, Candidates candidates, int least, Instant at) {}

  private Issue issue(Edition edition, Newsletter newsletter, Instant at) {
    Candidates candidates = with.candidates(with.editions().pool(edition.id()));
    return new Issue(edition, newsletter, candidates, newsletter.minStories(), at);
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

  /// A new reader in every language, the newsletter's own first; in that also who follows much, who
  /// follows one topic where there is one, who mutes everything, and who wants text only.
  private static Stream<Somebody> typical(Newsletter newsletter, Pool pool) {
    Locale locale = newsletter.locale();
    String own = locale.getLanguage();
    List<Somebody> typical = new ArrayList<>();
    typical.add(nobody(newsletter, own + "/new", Locale.of(own), Reader.NOBODY, false));
    Messages.LANGUAGES.stream()
        .filter(other -> !other.equals(own))
        .map(other -> nobody(newsletter, other + "/new", Locale.of(other), Reader.NOBODY, false))
        .forEach(typical::add);
    Reader follows =
        Reader.NOBODY.following(sections(pool, card -> card.frontPosition() == null, FOLLOWED));
    typical.add(nobody(newsletter, own + "/follows", locale, follows, false));
    topic(pool)
        .map(topic -> Reader.NOBODY.following(Set.of(topic)))
        .map(reader -> nobody(newsletter, own + "/topic", locale, reader, false))
        .ifPresent(typical::add);
    Reader mutes = Reader.NOBODY.muting(sections(pool, _ -> true, Integer.MAX_VALUE));
    typical.add(nobody(newsletter, own + "/mutes", locale, mutes, false));
    typical.add(nobody(newsletter, own + "/text", locale, Reader.NOBODY, true));
    return typical.stream();
  }

  /// The one that most stories are about.
  private static Optional<Interest> topic(Pool pool) {
    Map<String, Long> stories =
        pool.cards().stream()
            .filter(Card::usable)
            .flatMap(card -> card.topics().stream().distinct())
            .filter(Interest::isName)
            .collect(Collectors.groupingBy(topic -> topic, TreeMap::new, Collectors.counting()));
    return stories.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> new Interest(Interest.Kind.TOPIC, most.getKey()));
  }

  private static Set<Interest> sections(Pool pool, Predicate<Card> which, int most) {
    return pool.cards().stream()
        .filter(Card::usable)
        .filter(which)
        .map(card -> Interest.parse("section:" + card.section()))
        .distinct()
        .limit(most)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Somebody nobody(
      Newsletter newsletter, String name, Locale locale, Reader reader, boolean textOnly) {
    return new Somebody(
        name, locale, newsletter.zone(), reader, Histories.Known.NOTHING, "", textOnly, false);
  }

  private Somebody somebody(
      Edition edition, Candidates candidates, Recipient recipient, Instant at) {
    Histories.Known known = known(edition, candidates, recipient);
    return new Somebody(
        recipient.locale().getLanguage() + "/reader",
        recipient.locale(),
        recipient.zone(),
        Reader.of(recipient, known.taste(), at),
        known,
        recipient.name(),
        recipient.textOnly(),
        recipient.alerts().onlyFollowed());
  }

  private Histories.Known known(Edition edition, Candidates candidates, Recipient recipient) {
    SubscriberId id = recipient.subscriber();
    Histories.Wanted wanted =
        new Histories.Wanted(
            candidates,
            edition.date(),
            List.of(id.value()),
            recipient.trackingConsent() ? Set.of(id) : Set.of());
    return histories
        .readPrepared(wanted, weights.get())
        .getOrDefault(id.value(), Histories.Known.NOTHING);
  }

  private Optional<Recipient> recipient(Edition edition, SubscriberId reader) {
    return Optional.ofNullable(
            with.database()
                .jdbi()
                .withHandle(handle ->
                    with.subscribers().recipients(handle, edition.newsletter(), List.of(reader)))
                .get(reader))
        .filter(recipient -> recipient.address() != null);
  }

  private Optional<Sample> sample(Issue issue, Somebody somebody) {
    Edition edition = issue.edition();
    Plan plan =
        with.digests()
            .draft(edition, issue.candidates().pool(), issue.newsletter(), somebody.locale());
    return cards(issue, somebody)
        .map(cards ->
            new DigestRequest(
                edition,
                Reader.NOBODY.id(),
                ADDRESS,
                somebody.called(),
                somebody.zone(),
                false,
                somebody.textOnly(),
                plan.fitting(cards),
                0,
                issue.at()))
        .map(request ->
            new Sample(somebody.name(), with.digests().assemble(plan, request).message()));
  }

  private Optional<List<Choice.ChosenCard>> cards(Issue issue, Somebody somebody) {
    if (issue.edition().isLetter()) {
      return Optional.of(List.of());
    }
    return switch (issue.newsletter().kind()) {
      case DIGEST -> {
        int most = issue.newsletter().maxStories();
        Chooser.Rules rules = new Chooser.Rules(issue.least(), most, with.choosing().rules());
        yield digest(issue.candidates(), somebody, rules, issue.at());
      }
      case ALERT -> alert(issue.candidates(), somebody, issue.at());
    };
  }

  private static Optional<List<Choice.ChosenCard>> digest(
      Candidates candidates, Somebody somebody, Chooser.Rules rules, Instant at) {
    History history = somebody.known().history();
    return switch (Chooser.choose(candidates, somebody.reader(), history, rules, at)) {
      case Choice.Chosen chosen -> Optional.of(chosen.cards());
      case Choice.TooFew _ -> Optional.empty();
    };
  }

  private static Optional<List<Choice.ChosenCard>> alert(
      Candidates candidates, Somebody somebody, Instant at) {
    AlertChoice choice =
        AlertChooser.choose(
            candidates, somebody.reader(), somebody.known().history(), somebody.onlyFollowed(), at);
    return switch (choice) {
      case AlertChoice.Chosen(Choice.ChosenCard card) -> Optional.of(List.of(card));
      case AlertChoice.Gone _, AlertChoice.Received _, AlertChoice.Unwanted _ -> Optional.empty();
    };
  }
}
