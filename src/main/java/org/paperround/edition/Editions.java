package org.paperround.edition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.database.Database;
import org.paperround.platform.text.TypedText;

/// Editions and the desk's decisions: the facade of this package. Thread-safe. Each decision is one
/// transaction, a new revision and a line in the diary.
public final class Editions {
  private static final int LONGEST_STANDFIRST = 600;

  private final Database database;
  private final InstantSource clock;
  private final Newsletters newsletters;
  private final EditionAlarms reports;
  private final EditionTick tick;
  private final Desk desk;
  private final CardDesk cards;
  private final WordDesk words;
  private final LetterDesk letters;
  private final GroupDesk groups;
  private final Withdrawals withdrawals;

  public Editions(EditionParts parts) {
    this.database = parts.database();
    this.clock = parts.clock();
    this.newsletters = parts.newsletters();
    this.reports = new EditionAlarms(parts.alarms());
    PoolRanking ranking = new PoolRanking(parts.articles(), parts.scoring());
    this.tick = new EditionTick(parts, ranking);
    EditionActs acts = new EditionActs(parts, ranking.diversity());
    this.desk = new Desk(parts, acts);
    this.cards = new CardDesk(parts, acts);
    this.words = new WordDesk(database, acts);
    this.letters = new LetterDesk(parts);
    this.groups = new GroupDesk(parts, acts, tick);
    this.withdrawals = new Withdrawals(parts, acts);
    database.jdbi().registerRowMapper(new StoredEdition.Mapper());
    database.jdbi().registerRowMapper(new CardRow.Mapper());
  }

  /// One tick: opens editions that should be collecting, re-ranks those that collect, and at the
  /// cut-off approves, holds, skips or misses them; takes out of the others what was taken back or
  /// put under embargo since. Idempotent: a tick that comes twice, late or on several nodes does no
  /// harm. Returns how many editions changed.
  public int tick() {
    // First, since mails with it may be leaving.
    return withdrawals.run() + tick.run();
  }

  /// Makes (or re-ranks, while it collects) the edition of this newsletter whose cut-off is
  /// `cutOff`; used by `edition build` and the demo.
  ///
  /// @throws IllegalArgumentException for an alert newsletter: [#alert] makes its editions
  public Edition build(Newsletter newsletter, Instant cutOff) {
    if (newsletter.kind() == Newsletter.Kind.ALERT) {
      throw new IllegalArgumentException(newsletter.slug() + " has alerts, made of one story each");
    }
    return tick.build(newsletter, cutOff);
  }

  public Optional<Edition> find(EditionId id) {
    return read(dao -> dao.find(id.value())).map(StoredEdition::edition);
  }

  public Optional<Edition> latest() {
    return read(EditionDao::latest).map(StoredEdition::edition);
  }

  /// Digests and alerts, the latest first.
  public List<Edition> recent(NewsletterId newsletter, int limit) {
    return list(dao -> dao.recent(newsletter.value(), limit));
  }

  /// The corrections to this newsletter's readers, the latest first.
  public List<Edition> letters(NewsletterId newsletter, int limit) {
    return list(dao -> dao.letters(newsletter.value(), limit));
  }

  /// Editions whose audience waits to be frozen (approved) or that send.
  public List<Edition> in(EditionState... states) {
    List<String> names = Stream.of(states).map(StoredEdition::text).toList();
    if (names.isEmpty()) {
      return List.of();
    }
    return database.jdbi().withExtension(SendingDao.class, dao -> dao.in(names)).stream()
        .map(StoredEdition::edition)
        .toList();
  }

  /// The cards at the present revision. The edition's row is held meanwhile (FOR SHARE), so that no
  /// decision comes between reading the revision and the cards.
  public Pool pool(EditionId id) {
    return database.inTransaction(handle -> {
      StoredEdition edition =
          handle
              .attach(SendingDao.class)
              .lockForClaim(id.value())
              .orElseThrow(() -> new IllegalArgumentException("there is no edition " + id));
      List<Card> cards =
          handle.attach(CardDao.class).all(id.value()).stream().map(PooledCard::shown).toList();
      return new Pool(id, edition.edition().revision(), cards);
    });
  }

  /// Revision and state, read cheaply, for the check before each transmission.
  public Optional<Mark> mark(EditionId id) {
    return database
        .jdbi()
        .withExtension(SendingDao.class, dao -> dao.mark(id.value()))
        .map(mark -> new Mark(mark.revision(), StoredEdition.state(mark.state())));
  }

  /// Locks the edition's row (FOR SHARE) in the caller's transaction, so that no decision comes
  /// between a claim and its commit; empty when there is none.
  public Optional<Edition> lockForClaim(Handle handle, EditionId id) {
    return handle.attach(SendingDao.class).lockForClaim(id.value()).map(StoredEdition::edition);
  }

  /// As [#lockForClaim]; empty, too, unless the edition is being sent.
  public Optional<Edition> lockSending(Handle handle, EditionId id) {
    return lockForClaim(handle, id).filter(found -> found.state() == EditionState.SENDING);
  }

  /// Onto the front page, after what is pinned already. `mustRead`: readers who mute it get it,
  /// too.
  public Decision pin(EditionId id, StoryId story, boolean mustRead, StaffActor actor) {
    return cards.pin(id, story, mustRead, actor);
  }

  /// Pins the story at this position (from 1) of the front page as it stands; what is pinned behind
  /// it makes room.
  public Decision place(EditionId id, StoryId story, int position, StaffActor actor) {
    return cards.place(id, story, position, actor);
  }

  /// The ranking says again where the story stands.
  public Decision unpin(EditionId id, StoryId story, StaffActor actor) {
    return cards.unpin(id, story, actor);
  }

  /// Out of the edition; [#bringBack] takes that back.
  public Decision drop(EditionId id, StoryId story, StaffActor actor) {
    return cards.drop(id, story, actor);
  }

  public Decision bringBack(EditionId id, StoryId story, StaffActor actor) {
    return cards.bringBack(id, story, actor);
  }

  /// Other words for a story, in this edition's mails alone; null: the article's. A headline is one
  /// line of at most 150 characters, a standfirst one of at most 600.
  public Decision reword(
      EditionId id,
      StoryId story,
      @Nullable String headline,
      @Nullable String standfirst,
      StaffActor actor) {
    if (!Words.isLine(headline) || !Words.isLine(standfirst, LONGEST_STANDFIRST)) {
      return new Decision.Impossible(
          "A headline is one line of 1 to "
              + Words.LONGEST
              + " characters, a standfirst one of 1 to "
              + LONGEST_STANDFIRST
              + ".");
    }
    return cards.reword(id, story, headline, standfirst, actor);
  }

  /// Empty when the story is not in the edition's pool.
  public Optional<Wording> wording(EditionId id, StoryId story) {
    return database.jdbi().withExtension(CardDao.class, dao -> dao.all(id.value())).stream()
        .filter(card -> card.story().equals(story))
        .map(PooledCard::wording)
        .findFirst();
  }

  /// Takes back what that revision said of stories or of the mail, while nobody has said the same
  /// anew and the state allows it. It can be undone itself.
  public Decision undo(EditionId id, int revision, StaffActor actor) {
    return words.undo(id, revision, actor).orElseGet(() -> cards.undo(id, revision, actor));
  }

  /// As drop, and the story's articles are taken back for every later edition too; works while the
  /// edition is being sent.
  public Decision retract(EditionId id, StoryId story, StaffActor actor) {
    return desk.retract(id, story, actor);
  }

  /// An editor's word, for this and every later edition: two candidates are one story, `into`.
  /// While nobody has had the edition, its two cards are one at once; what was sent stays. `story`
  /// may also be one that was split off `into`.
  public Decision merge(EditionId id, StoryId story, StoryId into, StaffActor actor) {
    return groups.merge(id, story, into, actor);
  }

  /// Why [#merge] would be refused as things stand, in a sentence; empty where it would not.
  public Optional<String> mergeFault(EditionId id, StoryId story, StoryId into) {
    return groups.mergeFault(id, story, into);
  }

  /// As [#merge]: these articles of a candidate are another story, the rest keeps its number. An
  /// edition that still collects is ranked anew at once; any other keeps its card as it is.
  public Decision split(EditionId id, StoryId story, Set<ArticleId> off, StaffActor actor) {
    return groups.split(id, story, off, actor);
  }

  /// Why [#split] would be refused as things stand, whatever is split off.
  public Optional<String> splitFault(EditionId id, StoryId story) {
    return groups.splitFault(id, story);
  }

  /// An editor's order to alert the readers of an alert newsletter to a story, now: whether it is
  /// flagged or not, under a headline of the editor's (null: the article's). It needs no approval.
  /// Impossible while there is an alert on the story as it stands; readers who had the story get it
  /// only once it has developed since.
  public Decision alert(
      Newsletter newsletter, StoryId story, @Nullable String headline, StaffActor actor) {
    if (!Words.isLine(headline)) {
      return new Decision.Impossible(
          "A headline is one line of 1 to " + Words.LONGEST + " characters.");
    }
    return tick.alert(newsletter, story, headline, actor);
  }

  /// Lets it go; where two people have to approve it, the second of them does, and what is done to
  /// it in between takes the first one's approval back.
  public Decision approve(EditionId id, StaffActor actor) {
    return letGo(desk.approve(id, actor));
  }

  /// Who approved it as it stands, where a second person has to, too.
  public Optional<String> firstApproval(EditionId id) {
    return read(dao -> dao.firstApproval(id.value()));
  }

  public Decision hold(EditionId id, StaffActor actor) {
    return desk.hold(id, actor);
  }

  public Decision stop(EditionId id, StaffActor actor) {
    return desk.stop(id, actor);
  }

  public Decision resume(EditionId id, StaffActor actor) {
    return letGo(desk.resume(id, actor));
  }

  /// Delivery says that the engine has to stop it, in its own transaction; `why`: for the diary.
  public Decision stop(Handle handle, EditionId id, String why) {
    return desk.stop(handle, id, why);
  }

  /// Everybody's turn has come before the canary ring has been watched to the end; for delivery, in
  /// its own transaction, which knows whether anybody waits for that.
  public Decision release(Handle handle, EditionId id, StaffActor actor) {
    return desk.release(handle, id, actor);
  }

  /// Delivery says, in its transaction, that the audience is frozen; false when it is not approved.
  public boolean markSending(Handle handle, EditionId id) {
    return handle.attach(EditionDao.class).markSending(id.value(), clock.instant()) == 1;
  }

  /// Delivery says that the account has closed (sending -> sent); false when it is not sending.
  public boolean markSent(Handle handle, EditionId id) {
    return handle.attach(EditionDao.class).markSent(id.value(), clock.instant()) == 1;
  }

  /// Delivery says that somebody else is to get an edition that is out (sent -> sending), in its
  /// own transaction, which holds the edition from here on. What was taken back or corrected since
  /// it was sent is taken out first. False when nothing of it may be sent (any more).
  public boolean reopen(Handle handle, EditionId id) {
    return desk.reopen(handle, id);
  }

  /// The editions of this newsletter that have an audience and have not expired, the latest first.
  public List<Edition> out(NewsletterId newsletter) {
    return list(dao -> dao.out(newsletter.value(), clock.instant()));
  }

  /// At most `most` that went out, or are going out, with a cut-off before then, the latest first.
  public List<Edition> published(NewsletterId newsletter, Instant before, int most) {
    return list(dao -> dao.published(newsletter.value(), before, most));
  }

  /// The headlines of these editions' front pages, in their order, without what may not be shown
  /// now.
  public Map<EditionId, List<String>> headlines(List<EditionId> ids) {
    return database
        .jdbi()
        .withExtension(
            CardDao.class,
            dao -> dao.headlines(ids.stream().map(EditionId::value).toList(), clock.instant()))
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> new EditionId(row.editionId()),
                Collectors.mapping(CardDao.Headline::headline, Collectors.toList())));
  }

  /// Of these editions the cards with these ordinals, in no order; what is not there is left out.
  public List<ShortCard> cards(Map<EditionId, Set<Integer>> wanted) {
    return database.jdbi().withExtension(CardDao.class, dao -> dao.cards(wanted));
  }

  /// The editor's subjects and preheader, each one line of at most 150 characters; none: the lead
  /// story's. Up to four different subjects are tried on a digest's readers; an alert has one. Who
  /// has not had it yet gets the new words.
  public Decision words(
      EditionId id, List<String> subjects, @Nullable String preheader, StaffActor actor) {
    return words.head(id, subjects, preheader, actor);
  }

  /// What stands above a digest's stories: plain text of at most 1,000 characters; blank: none.
  public Decision introduce(EditionId id, String intro, StaffActor actor) {
    return words.introduce(id, intro, actor);
  }

  /// Makes a letter that corrects `story`, an edition of its own of the newsletter of `edition`: it
  /// goes to everybody who had the story, in that edition or any other, if they are subscribed to
  /// the newsletter. `subject` as in [#words]; `text` has 1 to 5,000 characters. The same words
  /// about the same story are sent once.
  public Decision correct(
      EditionId edition, StoryId story, String subject, String text, StaffActor actor) {
    String words = text.strip();
    if (!TypedText.shows(words) || words.length() > Letter.LONGEST || words.indexOf('\0') >= 0) {
      return new Decision.Impossible(
          "A correction has 1 to " + Letter.LONGEST + " characters of text.");
    }
    if (!Words.isLine(subject)) {
      return new Decision.Impossible(
          "A subject is one line of 1 to " + Words.LONGEST + " characters.");
    }
    return letters.send(new Letter(edition, story, words, null), subject, actor);
  }

  /// Where this story, under whatever number, stood in editions that have an audience: whoever was
  /// shown one of these cards would get a letter about it.
  public List<LetterCard> cardsWith(StoryId story) {
    return letters.cardsWith(story);
  }

  /// Who was shown one of these cards gets the letter.
  public List<LetterCard> cardsOf(EditionId letter) {
    return read(dao -> dao.letterCards(letter.value())).stream()
        .map(row -> new LetterCard(new EditionId(row.edition()), row.date(), row.ordinal()))
        .toList();
  }

  /// Other letters with the same words about the same story; who got one of them needs no second.
  public List<EditionId> sameAs(EditionId letter) {
    return read(dao -> dao.sameLetters(letter.value())).stream().map(EditionId::new).toList();
  }

  /// Who did what, oldest first.
  public List<DiaryEntry> diary(EditionId id) {
    return read(dao -> dao.diary(id.value()));
  }

  private Decision letGo(Decision decision) {
    if (decision instanceof Decision.Done(Edition edition)
        && edition.state() != EditionState.HELD) {
      reports.letGo(edition, newsletters.get(edition.newsletter()));
    }
    return decision;
  }

  private <T> T read(Function<EditionDao, T> query) {
    return database.jdbi().withExtension(EditionDao.class, query::apply);
  }

  private List<Edition> list(Function<EditionDao, List<StoredEdition>> query) {
    return read(query).stream().map(StoredEdition::edition).toList();
  }

  public record Mark(int revision, EditionState state) {}
}
