package org.paperround.delivery;

import org.paperround.mail.TransmissionOutcome;

/// What settlements are called in metrics.
final class Outcomes {
  private Outcomes() {}

  static String name(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Released _ -> "released";
      case Settlement.Uncomposed _ -> "uncomposed";
      case Settlement.Withdrawn _ -> "withdrawn";
      case Settlement.Transmitted(_, TransmissionOutcome outcome, _, _) ->
          switch (outcome) {
            case TransmissionOutcome.Accepted _ -> "accepted";
            case TransmissionOutcome.Deferred _ -> "deferred";
            case TransmissionOutcome.Refused _ -> "refused";
            case TransmissionOutcome.Unknown _ -> "unknown";
          };
    };
  }
}
