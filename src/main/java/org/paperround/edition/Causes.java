package org.paperround.edition;

import org.paperround.newsletter.Newsletter;

/// The causes of this feature's alarms.
final class Causes {
  static final String FAULT = "edition-fault:";

  private Causes() {}

  static String held(Newsletter newsletter) {
    return "edition-held:" + newsletter.slug();
  }

  static String fault(Newsletter newsletter) {
    return FAULT + newsletter.slug();
  }

  static String missed(Newsletter newsletter) {
    return "edition-missed:" + newsletter.slug();
  }
}
