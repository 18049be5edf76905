package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.article.StoryId;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.ShownStories;
import org.paperround.edition.Card;
import org.paperround.edition.DiaryEntry;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Editions;
import org.paperround.edition.Pool;
import org.paperround.edition.Words;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.staff.Role;
import org.paperround.web.request.Form;

/// What the desk's page of an edition shows, read in one go. Thread-safe.
final class EditionModel {
  private static final int DIARY_LINES = 30;
  private static final String LETTERS_READERS =
      "It goes to everybody who had the story and is subscribed.";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK);

  private final Newsletters newsletters;
  private final Editions editions;
  private final Deliveries deliveries;
  private final ShownStories shown;
  private final InstantSource clock;
  private final SendingModel sending;

  EditionModel(DeskPages.Parts parts) {
    this.newsletters = parts.newsletters();
    this.editions = parts.editions();
    this.deliveries = parts.deliveries();
    this.shown = parts.shown();
    this.clock = parts.clock();
    this.sending = new SendingModel(parts.deliveries());
  }

  /// The one that the path names.
  ///
  /// @throws NotFoundResponse when there is none
  Edition edition(Context ctx) {
    return Form.id(ctx, "id")
        .flatMap(id -> editions.find(new EditionId(id)))
        .orElseThrow(NotFoundResponse::new);
  }

  /// A story of it.
  ///
  /// @throws NotFoundResponse when it has none of this number
  Card card(Edition edition, StoryId story) {
    return cardOf(edition, story).orElseThrow(NotFoundResponse::new);
  }

  /// A story of it, if it has one of this number.
  Optional<Card> cardOf(Edition edition, StoryId story) {
    return editions.pool(edition.id()).cards().stream()
        .filter(each -> each.story().equals(story))
        .findFirst();
  }

  /// It has stories, and somebody may have had them.
  static boolean isOut(Edition edition) {
    return !edition.isLetter()
        && switch (edition.state()) {
          case SENDING, STOPPED, SENT -> true;
          case COLLECTING, APPROVED, HELD, MISSED, SKIPPED -> false;
        };
  }

  Acts acts(Edition edition) {
    return Acts.of(edition, clock.instant());
  }

  EditionWords words(Edition edition) {
    return new EditionWords(
        newsletters.get(edition.newsletter()),
        edition,
        clock.instant(),
        () -> whySkipped(edition.id()));
  }

  /// Its stories may be merged, split and retracted afterwards. What was skipped before there were
  /// reasons has none.
  private Optional<String> whySkipped(EditionId edition) {
    return editions.diary(edition).reversed().stream()
        .filter(entry -> entry.action().equals("skipped"))
        .findFirst()
        .map(DiaryEntry::note);
  }

  /// Who gets it, in a sentence; empty once it is being sent.
  String audience(Edition edition) {
    if (!isBeforeSending(edition)) {
      return "";
    }
    if (edition.isLetter()) {
      return LETTERS_READERS;
    }
    return "It goes " + words(edition).audience(deliveries.expected(edition)) + ".";
  }

  /// What its approval does, now, by a person who may be the first of two.
  String promise(Edition edition) {
    if (edition.isLetter()) {
      return LETTERS_READERS;
    }
    String goes = words(edition).promise(deliveries.expectedNow(edition));
    return isFirstOfTwo(edition)
        ? "Nothing is sent before a second person approves it, too. If that were now: " + goes
        : goes;
  }

  /// Two people have to approve it, and nobody has.
  private boolean isFirstOfTwo(Edition edition) {
    return newsletters.get(edition.newsletter()).approval().people() > 1
        && isBeforeSending(edition)
        && editions.firstApproval(edition.id()).isEmpty();
  }

  /// Who of two has approved it, in a sentence for this person; empty where nobody has, or nobody
  /// else has to.
  String approvedBy(Edition edition, String me) {
    return isBeforeSending(edition)
        ? editions
            .firstApproval(edition.id())
            .map(first -> words(edition).approvedBy(first, me))
            .orElse("")
        : "";
  }

  static String date(Edition edition) {
    return DAY.format(edition.date());
  }

  /// "Morning Briefing, Saturday 28 November".
  String title(Edition edition) {
    return name(edition) + ", " + date(edition);
  }

  String name(Edition edition) {
    return newsletters.get(edition.newsletter()).name();
  }

  /// What stopping it would do.
  String stopping(Edition edition) {
    return deliveries
        .account(edition.id())
        .map(account ->
            EditionWords.progress(account)
                + " Nobody else gets it before somebody resumes it; mails that are being handed"
                + " over at this moment still go out.")
        .orElse("Nobody has it yet. It stays where it is until somebody resumes it.");
  }

  /// What resuming it would do.
  String resuming(Edition edition) {
    if (edition.state() == EditionState.HELD) {
      return "It collects again, as if it had not been held. " + words(edition).ifNobodyActs();
    }
    return deliveries
        .account(edition.id())
        .map(account ->
            EditionWords.progress(account) + " The others get it from now on, each at their hour.")
        .orElseGet(() -> promise(edition));
  }

  /// Why this person may not change it, in a sentence: what a publisher let go is a publisher's to
  /// change. Empty where they may.
  Optional<String> closedTo(DeskVisit visit, Edition edition) {
    return !visit.allows(Role.PUBLISHER) && isLetGoByAPerson(edition)
        ? Optional.of("It was let go as it is, so a publisher has to change it.")
        : Optional.empty();
  }

  /// Somebody had to approve it, and did.
  private boolean isLetGoByAPerson(Edition edition) {
    boolean wanted =
        newsletters.get(edition.newsletter()).approval() != Newsletter.Approval.AUTOMATIC;
    return wanted
        && switch (edition.state()) {
          case APPROVED, SENDING, STOPPED -> true;
          case COLLECTING, HELD, SENT, MISSED, SKIPPED -> false;
        };
  }

  /// What the act that made this revision did, if it was this person's; empty otherwise.
  Optional<DiaryLine> done(Edition edition, int revision, String actor) {
    if (revision <= 0) {
      return Optional.empty();
    }
    Map<Long, String> headlines = headlines(editions.pool(edition.id()));
    return editions.diary(edition.id()).stream()
        .filter(entry -> entry.revision() == revision && entry.actor().equals(actor))
        .map(entry -> DiaryLine.of(entry, headlines, words(edition), acts(edition)))
        .findFirst();
  }

  Map<String, Object> values(Edition edition) {
    Newsletter newsletter = newsletters.get(edition.newsletter());
    EditionWords words = words(edition);
    Pool pool = editions.pool(edition.id());
    Map<StoryId, Long> mails = shown.mails(stories(pool));
    Map<String, Object> values = new HashMap<>();
    values.put("live", true);
    values.put("edition", edition);
    values.put("newsletter", newsletter);
    values.put("date", date(edition));
    values.put("state", words.state());
    values.put("stateCode", edition.state().name());
    values.put("fate", words.fate());
    values.put("countdown", isBeforeSending(edition) ? words.countdown() : "");
    values.put("audience", audience(edition));
    values.put("subjects", SubjectView.of(edition, pool, deliveries.subjects(edition)));
    values.put("subjectFields", SubjectView.fields(edition.words().subjects()));
    values.put("typed", Set.of());
    values.put("preheader", edition.words().preheader());
    values.put("intro", edition.words().intro());
    values.put("introParagraphs", edition.words().introParagraphs());
    values.put("longestIntro", Words.LONGEST_INTRO);
    values.put("takesIntro", newsletter.kind() == Newsletter.Kind.DIGEST);
    values.put("front", cards(pool.frontPage().stream(), words, mails));
    List<CardView> tail = cards(tail(pool), words, mails);
    values.put("tail", tail);
    values.put("sections", sections(tail));
    values.put("personal", EditionWords.personal(newsletter));
    values.put("out", cards(pool.cards().stream().filter(card -> !card.usable()), words, mails));
    values.put("diary", diary(edition, pool, words));
    values.put("run", run(edition, words));
    values.put("acts", acts(edition));
    values.put("letter", letter(edition));
    return values;
  }

  private Optional<LetterView> letter(Edition edition) {
    return Optional.ofNullable(edition.letter())
        .map(letter -> LetterView.of(edition, editions.pool(letter.corrects())));
  }

  private static boolean isBeforeSending(Edition edition) {
    return switch (edition.state()) {
      case COLLECTING, APPROVED, HELD -> true;
      case SENDING, STOPPED, SENT, MISSED, SKIPPED -> false;
    };
  }

  private static Set<StoryId> stories(Pool pool) {
    return pool.cards().stream().map(Card::story).collect(Collectors.toSet());
  }

  private static Stream<Card> tail(Pool pool) {
    return pool.cards().stream()
        .filter(card -> card.usable() && card.frontPosition() == null)
        .sorted(Comparator.comparingDouble(Card::score).reversed());
  }

  /// A section of the candidates, and how many there are of it.
  record Section(String name, long stories) {}

  private static List<Section> sections(List<CardView> tail) {
    return tail.stream()
        .collect(Collectors.groupingBy(CardView::section, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(section -> new Section(section.getKey(), section.getValue()))
        .toList();
  }

  private static List<CardView> cards(
      Stream<Card> cards, EditionWords words, Map<StoryId, Long> mails) {
    return cards
        .map(card -> CardView.of(card, words, mails.getOrDefault(card.story(), 0L)))
        .toList();
  }

  private List<DiaryLine> diary(Edition edition, Pool pool, EditionWords words) {
    Map<Long, String> headlines = headlines(pool);
    return editions.diary(edition.id()).reversed().stream()
        .limit(DIARY_LINES)
        .map(entry -> DiaryLine.of(entry, headlines, words, acts(edition)))
        .toList();
  }

  private static Map<Long, String> headlines(Pool pool) {
    return pool.cards().stream()
        .collect(Collectors.toMap(card -> card.story().value(), card -> card.content().headline()));
  }

  /// How far the sending is; empty while nobody has been chosen.
  String progress(Edition edition) {
    return sending.progress(edition);
  }

  SendingModel.Run run(Edition edition, EditionWords words) {
    return sending.run(edition, words);
  }

  /// One line of the diary.
  record DiaryLine(int revision, String at, String actor, String what, boolean undoable) {
    static DiaryLine of(
        DiaryEntry entry, Map<Long, String> headlines, EditionWords words, Acts acts) {
      Long story = entry.story();
      String headline = story == null ? "" : headlines.getOrDefault(story, "story " + story);
      String note = entry.note();
      return new DiaryLine(
          entry.revision(),
          words.at(entry.at()),
          entry.actor(),
          EditionWords.verb(entry.action())
              + (headline.isEmpty() ? "" : " \u201c" + headline + "\u201d")
              + (note == null ? "" : ": " + note),
          (entry.ofStories() && acts.arrange()) || (entry.ofWords() && acts.drop()));
    }
  }
}
