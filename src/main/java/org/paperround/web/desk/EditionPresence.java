package org.paperround.web.desk;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperround.edition.EditionId;
import org.paperround.staff.Presence;
import org.paperround.staff.Role;

/// Who works at an edition, as the desk says it to somebody else. Whoever may only look is not
/// named. Thread-safe.
final class EditionPresence {
  private final Presence presence;

  EditionPresence(Presence presence) {
    this.presence = presence;
  }

  /// This visitor has the edition open; who else has, in a sentence; empty: nobody.
  String enter(DeskVisit visit, EditionId edition) {
    if (visit.allows(Role.EDITOR)) {
      presence.note(visit.member(), subject(edition));
    }
    List<String> others = presence.others(visit.member(), subject(edition));
    return others.isEmpty()
        ? ""
        : names(others) + (others.size() == 1 ? " is here, too." : " are here, too.");
  }

  /// Who else has each of these editions open; one that nobody has is not in it.
  Map<EditionId, String> at(DeskVisit visit, List<EditionId> editions) {
    Map<String, EditionId> bySubject =
        editions.stream().collect(Collectors.toMap(EditionPresence::subject, Function.identity()));
    return presence.others(visit.member(), List.copyOf(bySubject.keySet())).entrySet().stream()
        .collect(
            Collectors.toMap(
                others -> bySubject.get(others.getKey()),
                others ->
                    names(others.getValue())
                        + (others.getValue().size() == 1 ? " has" : " have")
                        + " it open."));
  }

  private static String subject(EditionId edition) {
    return "edition " + edition;
  }

  /// "Ann, Ben and Cem", on one line whatever they are called.
  static String names(List<String> names) {
    String last = names.getLast();
    String all =
        names.size() == 1
            ? last
            : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
    return all.replaceAll("\\R", " ");
  }
}
