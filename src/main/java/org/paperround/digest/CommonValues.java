package org.paperround.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Those of the readers' values that mails of a plan have in common, encoded once for all of them:
/// where direct links lead, reasons, numbers. Immutable.
final class CommonValues {
  private static final int USUAL_STORIES = 20;

  private final Phrases phrases;
  // Asked for every story of every mail, where Map.copyOf takes a tenth of the time for a mail.
  private final Map<Integer, EncodedValue> targets = new HashMap<>();
  private final Map<Reason, EncodedValue> reasons = new HashMap<>();
  private final List<EncodedValue> numbers;

  CommonValues(Plan.Content plan) {
    phrases = plan.phrases();
    plan.cards().forEach((ordinal, card) -> targets.put(ordinal, EncodedValue.of(card.target())));
    phrases.common().forEach(reason -> reasons.put(reason, encoded(reason)));
    numbers =
        IntStream.rangeClosed(1, USUAL_STORIES)
            .mapToObj(number -> EncodedValue.of(String.valueOf(number)))
            .toList();
  }

  /// Where a direct link of this card of the plan leads.
  EncodedValue target(PlanCard card) {
    return Objects.requireNonNull(targets.get(card.ordinal()));
  }

  /// In words of the plan's language.
  EncodedValue reason(Reason reason) {
    EncodedValue known = reasons.get(reason);
    return known == null ? encoded(reason) : known;
  }

  EncodedValue number(int number) {
    return number <= USUAL_STORIES
        ? numbers.get(number - 1)
        : EncodedValue.of(String.valueOf(number));
  }

  private EncodedValue encoded(Reason reason) {
    return EncodedValue.of(phrases.reason(reason));
  }
}
