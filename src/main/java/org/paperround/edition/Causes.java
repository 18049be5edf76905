package org.paperround.edition;

import org.paperround.newsletter.Newsletter;

/// The causes of this feature's alarms.
final class Causes {
  static final String FAULT = "edition-fault:";

  static final String WITHDRAWING = "withdrawing-failing:";

  private Causes() {}

  /// Of a digest one at a time can be held, of alerts several.
  static String held(Edition edition, Newsletter newsletter) {
    String cause = "edition-held:" + newsletter.slug();
    return switch (newsletter.kind()) {
      case DIGEST -> cause;
      case ALERT -> cause + ":" + edition.id();
    };
  }

  static String fault(Newsletter newsletter) {
    return FAULT + newsletter.slug();
  }

  static String withdrawing(long edition) {
    return WITHDRAWING + edition;
  }

  static String missed(Newsletter newsletter) {
    return "edition-missed:" + newsletter.slug();
  }
}
