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
      "outlook.at",
      "outlook.be",
      "outlook.cl",
      "outlook.co.il",
      "outlook.co.uk",
      "outlook.com.au",
      "outlook.com.br",
      "outlook.com.ar",
      "outlook.com.gr",
      "outlook.com.tr",
      "outlook.com.vn",
      "outlook.cz",
      "outlook.de",
      "outlook.dk",
      "outlook.es",
      "outlook.fr",
      "outlook.hu",
      "outlook.ie",
      "outlook.in",
      "outlook.it",
      "outlook.jp",
      "outlook.kr",
      "outlook.lv",
      "outlook.my",
      "outlook.ph",
      "outlook.pt",
      "outlook.sa",
      "outlook.sg",
      "outlook.sk",
      "hotmail.com",
      "hotmail.be",
      "hotmail.ca",
      "hotmail.ch",
      "hotmail.co.jp",
      "hotmail.co.uk",
      "hotmail.com.ar",
      "hotmail.com.br",
      "hotmail.com.tr",
      "hotmail.de",
      "hotmail.dk",
      "hotmail.es",
      "hotmail.fi",
      "hotmail.fr",
      "hotmail.gr",
      "hotmail.it",
      "hotmail.nl",
      "hotmail.no",
      "hotmail.se",
      "live.com",
      "live.at",
      "live.be",
      "live.ca",
      "live.cn",
      "live.co.uk",
      "live.co.za",
      "live.com.ar",
      "live.com.au",
      "live.com.mx",
      "live.com.pt",
      "live.de",
      "live.dk",
      "live.fi",
      "live.fr",
      "live.hk",
      "live.ie",
      "live.in",
      "live.it",
      "live.jp",
      "live.nl",
      "live.no",
      "live.se",
      "msn.com",
      "passport.com",
      "windowslive.com"),
  /// Japan's yahoo.co.jp is another company.
  YAHOO(
      3,
      "yahoo.com",
      "yahoo.ca",
      "yahoo.co.id",
      "yahoo.co.in",
      "yahoo.co.nz",
      "yahoo.co.uk",
      "yahoo.co.za",
      "yahoo.com.ar",
      "yahoo.com.au",
      "yahoo.com.br",
      "yahoo.com.hk",
      "yahoo.com.mx",
      "yahoo.com.my",
      "yahoo.com.ph",
      "yahoo.com.sg",
      "yahoo.com.tr",
      "yahoo.com.tw",
      "yahoo.com.vn",
      "yahoo.cz",
      "yahoo.de",
      "yahoo.dk",
      "yahoo.es",
      "yahoo.fi",
      "yahoo.fr",
      "yahoo.gr",
      "yahoo.hu",
      "yahoo.ie",
      "yahoo.in",
      "yahoo.it",
      "yahoo.nl",
      "yahoo.no",
      "yahoo.pl",
      "yahoo.pt",
      "yahoo.ro",
      "yahoo.se",
      "myyahoo.com",
      "ymail.com",
      "rocketmail.com",
      "aol.com",
      "aol.co.uk",
      "aol.de",
      "aol.fr",
      "aol.it",
      "aim.com",
      "verizon.net",
      "att.net",
      "sbcglobal.net",
      "bellsouth.net",
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
