package org.paperround.web.desk;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.paperround.delivery.SendingLimits;
import org.paperround.delivery.SendingProgress;

/// How the mail servers that readers are at take an edition: a line of the table. `health`: in
/// words; `well`: there is nothing to look at.
record ServersView(
    String name,
    String sent,
    String waiting,
    String failed,
    String returned,
    String health,
    boolean well) {
  static List<ServersView> of(SendingProgress progress, EditionWords words) {
    return progress.servers().stream().map(servers -> of(servers, words)).toList();
  }

  private static ServersView of(SendingProgress.Servers servers, EditionWords words) {
    String health = health(servers, words);
    return new ServersView(
        servers.name(),
        EditionWords.count(servers.sent()),
        EditionWords.count(servers.waiting()),
        EditionWords.count(servers.failed()),
        EditionWords.count(servers.returned()),
        health.isEmpty() ? "as usual" : health,
        health.isEmpty());
  }

  private static String health(SendingProgress.Servers servers, EditionWords words) {
    SendingLimits.@Nullable Slowed slowed = servers.slowed();
    if (slowed != null) {
      return "ask for less since "
          + words.at(slowed.since())
          + ": "
          + rate(slowed.perSecond())
          + " mails a second, not "
          + rate(slowed.usual());
    }
    return servers.again() == 0
        ? ""
        : EditionWords.count(servers.again())
            + (servers.again() == 1 ? " was" : " were")
            + " put off and "
            + (servers.again() == 1 ? "is" : "are")
            + " tried again";
  }

  private static String rate(double perSecond) {
    return String.format(Locale.UK, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }
}
