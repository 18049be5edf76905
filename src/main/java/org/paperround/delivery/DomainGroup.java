package org.paperround.delivery;

import java.util.List;
import java.util.Locale;

/// The large mailbox providers, each throttled as one; `code` is what the ledger holds. Told by the
/// address's domain: a company that has its mail at one of them counts as [#OTHER].
enum DomainGroup {
  OTHER(0),
  GMAIL(1, "gmail.com", "googlemail.com"),
  MICROSOFT(
      2,
      "outlook.com",
      "outlook.co.uk",
      "outlook.de",
      "outlook.fr",
      "hotmail.com",
      "hotmail.co.uk",
      "hotmail.de",
      "hotmail.fr",
      "live.com",
      "live.co.uk",
      "live.de",
      "live.fr",
      "msn.com"),
  YAHOO(
      3,
      "yahoo.com",
      "yahoo.co.uk",
      "yahoo.de",
      "yahoo.fr",
      "ymail.com",
      "rocketmail.com",
      "aol.com",
      "aol.co.uk",
      "btinternet.com",
      "sky.com"),
  APPLE(4, "icloud.com", "me.com", "mac.com");

  private final int code;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> domains;

  DomainGroup(int code, String... domains) {
    this.code = code;
    this.domains = List.of(domains);
  }

  int code() {
    return code;
  }

  List<String> domains() {
    return domains;
  }

  /// As in the configuration and in metrics: `gmail`.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
