package org.paperround.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.digest.Digests;
import org.paperround.digest.Reason;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.ShortCard;
import org.paperround.mail.ReadMail;
import org.paperround.subscriber.SubscriberId;

/// What the ledger holds of one reader, for staff: which editions they had, with which stories and
/// why, and why they did not have the others. Nothing of a look is recorded here. Thread-safe.
public final class ReaderLedger {
  /// Later than any edition.
  private static final LocalDate END = LocalDate.of(9999, 12, 31);

  private final Collaborators with;
  private final PastDigests past;

  public ReaderLedger(Collaborators with) {
    this.with = with;
    this.past = new PastDigests(with);
  }

  /// The reader's latest mails, sent or not, the newest first; `before`: those of editions before
  /// this one. `consents`: the reader agrees now that clicks are counted, else nothing is said of
  /// what clicks once told.
  public List<ReaderMail> mails(
      SubscriberId reader, @Nullable Edition before, int most, boolean consents) {
    LocalDate date = before == null ? END : before.date();
    long edition = before == null ? Long.MAX_VALUE : before.id().value();
    return read(reader, date, edition, most, consents);
  }

  /// What became of this edition for this reader; empty when they were not in its audience.
  public Optional<ReaderMail> mail(SubscriberId reader, Edition edition, boolean consents) {
    return read(reader, edition.date(), edition.id().value() + 1, 1, consents).stream()
        .filter(mail -> mail.edition().id().equals(edition.id()))
        .findFirst();
  }

  /// The mail that they had, made again with links that are nobody's; empty when nothing was sent,
  /// or the reader is gone.
  public Optional<ReadMail> look(SubscriberId reader, Edition edition) {
    return past.look(new DeliveryKey(reader, edition.id(), edition.date()))
        .map(Digests.AssembledDigest::message)
        .map(ReadMail::parse);
  }

  private List<ReaderMail> read(
      SubscriberId reader, LocalDate date, long edition, int most, boolean consents) {
    List<ReaderLedgerDao.Row> rows =
        with.database()
            .jdbi()
            .withExtension(
                ReaderLedgerDao.class, dao -> dao.before(reader.value(), date, edition, most));
    Map<EditionId, Map<Integer, ShortCard>> cards = cards(rows);
    List<ReaderMail> mails = new ArrayList<>();
    for (ReaderLedgerDao.Row row : rows) {
      EditionId id = new EditionId(row.editionId());
      with.editions()
          .find(id)
          .map(found -> mail(found, row, cards.getOrDefault(id, Map.of()), consents))
          .ifPresent(mails::add);
    }
    return mails;
  }

  private Map<EditionId, Map<Integer, ShortCard>> cards(List<ReaderLedgerDao.Row> rows) {
    Map<EditionId, Set<Integer>> wanted = new HashMap<>();
    rows.forEach(row ->
        wanted
            .computeIfAbsent(new EditionId(row.editionId()), _ -> new HashSet<>())
            .addAll(row.shown()));
    return with.editions().cards(wanted).stream()
        .collect(
            Collectors.groupingBy(
                ShortCard::edition, Collectors.toMap(ShortCard::ordinal, Function.identity())));
  }

  private static ReaderMail mail(
      Edition edition, ReaderLedgerDao.Row row, Map<Integer, ShortCard> cards, boolean consents) {
    Integer reason = row.reason();
    return new ReaderMail(
        edition,
        DeliveryState.of(row.state()),
        reason == null ? null : LedgerReason.of(reason),
        row.at(),
        row.attempts(),
        row.said(),
        row.returned(),
        row.complainedAt(),
        row.copiedAt(),
        stories(row, cards, consents));
  }

  private static List<ReaderMail.Story> stories(
      ReaderLedgerDao.Row row, Map<Integer, ShortCard> cards, boolean consents) {
    List<Integer> updates = row.updates() == null ? List.of() : row.updates();
    List<ReaderMail.Story> stories = new ArrayList<>();
    for (int i = 0; i < row.shown().size(); i++) {
      ShortCard card = cards.get(row.shown().get(i));
      if (card != null) {
        stories.add(
            new ReaderMail.Story(
                i + 1,
                card.storyId(),
                card.headline(),
                card.section(),
                card.frontPosition() != null,
                updates.contains(card.ordinal()),
                card.withdrawn(),
                reason(row.reasons(), i, consents)));
      }
    }
    return stories;
  }

  private static Reason reason(@Nullable List<String> codes, int place, boolean consents) {
    return codes == null || codes.size() <= place
        ? new Reason.TopStory()
        : PastDigests.reason(codes.get(place), consents);
  }
}
