package org.paperround.delivery;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperround.edition.Edition;

/// Reads what became of an edition. Exposures are those counted last ([Exposures]); everything else
/// is as it is now.
final class EditionReports {
  private EditionReports() {}

  static EditionReport of(Collaborators with, Edition edition) {
    Map<Integer, Long> clicks = with.tracking().clicksPerCard(edition.id());
    return with.database()
        .jdbi()
        .withExtension(EditionReportDao.class, dao -> of(edition, dao, clicks));
  }

  private static EditionReport of(
      Edition edition, EditionReportDao dao, Map<Integer, Long> clicks) {
    long id = edition.id().value();
    Map<Integer, Long> left = dao.leftPerCard(id, edition.date());
    List<EditionReport.OfCard> cards =
        dao.shown(id).stream()
            .map(card ->
                new EditionReport.OfCard(
                    card.cardOrdinal(),
                    card.readers(),
                    card.tracked(),
                    clicks.getOrDefault(card.cardOrdinal(), 0L),
                    left.getOrDefault(card.cardOrdinal(), 0L)))
            .toList();
    Map<BounceClass, Long> returned =
        dao.returned(id, edition.date()).entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> BounceClass.of(entry.getKey()), Map.Entry::getValue));
    return new EditionReport(
        cards,
        dao.left(id),
        returned,
        dao.complaints(id, edition.date()),
        dao.counted(id).orElse(null));
  }
}
