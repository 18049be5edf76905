package org.paperround.web.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.paperround.delivery.Account;
import org.paperround.delivery.Braked;
import org.paperround.delivery.CanaryPhase;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.SendingHold;
import org.paperround.delivery.SendingProgress;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;

/// How the sending of an edition goes, as the desk says it. Many pages may look at once, and each
/// look reads the whole ledger of an edition: what is said is as it was a few seconds ago.
/// Thread-safe.
final class SendingModel {
  private static final int EDITIONS = 100;

  private final Deliveries deliveries;
  private final Cache<Moment, Account> accounts = kept(Duration.ofSeconds(3));
  private final Cache<Moment, Long> unknown = kept(Duration.ofSeconds(5));
  private final Cache<Moment, SendingProgress> progresses = kept(Duration.ofSeconds(5));

  SendingModel(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  private static <T> Cache<Moment, T> kept(Duration age) {
    return Caffeine.newBuilder().maximumSize(EDITIONS).expireAfterWrite(age).build();
  }

  /// What is not there yet is looked for again with the next look: a page that was open when the
  /// sending began would not hear of it otherwise.
  private static <T> Optional<T> kept(
      Cache<Moment, T> cache, Edition edition, Supplier<Optional<T>> look) {
    Moment moment = new Moment(edition.id(), edition.state());
    Optional<T> found = Optional.ofNullable(cache.getIfPresent(moment)).or(look);
    found.ifPresent(present -> cache.asMap().putIfAbsent(moment, present));
    return found;
  }

  /// With the state, so that "sent" never stands beside a count from before.
  private record Moment(EditionId edition, EditionState state) {}

  /// How far it is; empty while nobody has been chosen.
  String progress(Edition edition) {
    return account(edition).map(EditionWords::progress).orElse("");
  }

  Run run(Edition edition, EditionWords words) {
    Optional<Account> account = account(edition);
    if (account.isEmpty()) {
      return Run.NONE;
    }
    CanaryPhase canary = deliveries.canary(edition.id());
    Optional<SendingProgress> progress =
        kept(progresses, edition, () -> deliveries.progress(edition));
    return new Run(
        EditionWords.progress(account.get()) + EditionWords.unknown(unknown(edition)),
        AccountView.of(account.get()),
        deliveries.braked(edition.id()).map(Braked::reason).orElse(""),
        words.canary(canary),
        isForEverybody(edition, canary)
            ? deliveries
                .held()
                .map(SendingHold::reason)
                .map(why -> "All sending is held: " + why)
                .or(() -> progress.map(words::headway))
                .orElse("")
            : "",
        progress.map(found -> ServersView.of(found, words)).orElse(List.of()));
  }

  /// Neither stopped nor waiting for what comes back of a few.
  private static boolean isForEverybody(Edition edition, CanaryPhase canary) {
    return edition.state() == EditionState.SENDING
        && switch (canary) {
          case CanaryPhase.None(), CanaryPhase.Open(_, _) -> true;
          case CanaryPhase.First(_), CanaryPhase.Watched(_, _) -> false;
        };
  }

  /// Who stops an edition wants to know who has it; while it is sent, this changes with each
  /// answer.
  private long unknown(Edition edition) {
    return edition.state() == EditionState.STOPPED
        ? kept(unknown, edition, () -> Optional.of(deliveries.unknown(edition.id()))).orElse(0L)
        : 0;
  }

  private Optional<Account> account(Edition edition) {
    return kept(accounts, edition, () -> deliveries.account(edition.id()));
  }

  /// `progress` empty: nobody has been chosen yet. `headway`: how fast it goes and until when;
  /// empty where it does not go on, or all is done.
  record Run(
      String progress,
      List<AccountView.Row> account,
      String brake,
      String canary,
      String headway,
      List<ServersView> servers) {
    static final Run NONE = new Run("", List.of(), "", "", "", List.of());
  }
}
