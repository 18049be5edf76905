package org.paperround;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who may import whom: one seat per folder, with the reason. ArchitectureTest makes a rule of each
/// seat; docs/adr/0002 says why the map is a test.
final class ImportMap {
  static final String ROOT = "org.paperround";

  /// One folder under `org.paperround`, the folders it may see besides itself, and why.
  record Seat(String name, String because, Set<String> sees) {
    @Override
    public String toString() {
      return name;
    }

    String packages() {
      return ROOT + "." + name + "..";
    }
  }

  static final List<Seat> SEATS =
      List.of(
          seat("platform", "there is no business word in it", ""),
          seat("mail", "how a mail is made does not depend on who gets it", "platform"),
          seat("article", "what happened does not depend on how it is told", "platform"),
          seat(
              "newsletter",
              "a standing offer is known before anybody subscribes, and sends nothing itself",
              "platform article"),
          seat(
              "subscriber",
              "consent is given to a newsletter; what is sent later is found by those who send",
              "platform mail article newsletter"),
          seat(
              "edition",
              "an edition is the same for all, so it must not know who reads it",
              "platform mail article newsletter"),
          seat(
              "tracking",
              "a click names an edition and a reader; it decides nothing about either",
              "platform mail article newsletter subscriber edition"),
          seat(
              "digest",
              "choosing needs the pool and the reader, and knows no ledger",
              "platform mail article newsletter subscriber edition tracking"),
          seat(
              "delivery",
              "the ledger drives digests; nothing calls rightward, so they cannot drive it",
              "platform mail article newsletter subscriber edition tracking digest"),
          seat(
              "feedback",
              "what comes back is judged last, so that nobody waits for it",
              "platform mail article newsletter subscriber edition tracking digest delivery"),
          seat("staff", "who may sign in has nothing to do with what is sent", "platform mail"),
          seat(
              "schedule",
              "Quartz ticks facades; a tick decides nothing and is no business of web or cli",
              "platform mail article newsletter subscriber edition tracking digest delivery"
                  + " feedback staff"),
          seat(
              "web",
              "HTTP is one edge of the facades; edges do not know each other",
              "platform mail article newsletter subscriber edition tracking digest delivery"
                  + " feedback staff"),
          seat(
              "demo",
              "the demo portal is a customer of the engine, only cli starts it",
              "platform mail article newsletter subscriber edition tracking digest delivery"
                  + " feedback staff"),
          seat(
              "bench",
              "a benchmark measures the facades, only cli starts it",
              "platform mail article newsletter subscriber edition tracking digest delivery"
                  + " feedback staff"),
          seat(
              "eval",
              "a quality measure judges the facades, only cli starts it",
              "platform mail article newsletter subscriber edition tracking digest delivery"
                  + " feedback staff"),
          seat(
              "app",
              "the composition root joins everything but its own callers",
              "platform mail article newsletter subscriber edition tracking digest delivery"
                  + " feedback staff schedule web"),
          seat(
              "cli",
              "the shell is one edge of the engine: it sees the root and the facades, not web",
              "platform mail article newsletter subscriber edition tracking digest delivery"
                  + " feedback staff app demo bench eval"));

  /// The folders in which a feature's promises live.
  static final List<String> FEATURES =
      List.of(
          "mail",
          "article",
          "newsletter",
          "subscriber",
          "edition",
          "tracking",
          "digest",
          "delivery",
          "feedback",
          "staff");

  private ImportMap() {}

  /// Every folder that `seat` must not see.
  static Set<String> forbidden(Seat seat) {
    Set<String> names = new TreeSet<>(SEATS.stream().map(Seat::name).toList());
    names.removeAll(seat.sees());
    names.remove(seat.name());
    return names;
  }

  private static Seat seat(String name, String because, String sees) {
    Set<String> others = new TreeSet<>(Arrays.asList(sees.split(" ")));
    others.remove("");
    return new Seat(name, because, others);
  }
}
