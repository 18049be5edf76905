package org.paperround.delivery;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.paperround.platform.config.Settings;

/// How fast is sent, over all nodes: `throttle.*` settings. `limits` by the name of a domain group,
/// [#TOTAL] for all mail, [#DOMAIN] for each single domain that asked us to slow down; `own` groups
/// of the operator by name, with their domains; `domainShare` how much of a node's connections, in
/// percent, one domain of the rest may have at once.
public record ThrottleConfig(
    Map<String, Limits> limits, Map<String, List<String>> own, WarmUp warmUp, int domainShare) {
  static final String TOTAL = "total";
  static final String DOMAIN = "domain";

  /// What begins so is said of a relay.
  static final String OF_RELAY = "relay-";

  /// Our own choice, not the providers' word: few enough at once to be welcome.
  private static final Map<String, Integer> AT_ONCE =
      Map.of("gmail", 10, "microsoft", 5, "yahoo", 5, "apple", 5, DOMAIN, 2);

  private static final double MOST = 1_000_000;

  static final int ALL = 100;
  private static final int HALF = 50;

  public ThrottleConfig {
    limits = Map.copyOf(limits);
    own = Map.copyOf(own);
  }

  /// A domain of the rest may have every connection.
  ThrottleConfig(Map<String, Limits> limits, Map<String, List<String>> own, WarmUp warmUp) {
    this(limits, own, warmUp, ALL);
  }

  static final ThrottleConfig NONE = new ThrottleConfig(Map.of(), Map.of(), WarmUp.NONE);

  Limits limits(String name) {
    return limits.getOrDefault(name, Limits.NONE);
  }

  public static ThrottleConfig read(Settings settings) {
    Map<String, List<String>> own = ownGroups(settings);
    Map<String, Double> rates = new HashMap<>();
    Map<String, Double> atOnce = new HashMap<>();
    Map<String, Double> perConnection = new HashMap<>();
    AT_ONCE.forEach((name, count) -> atOnce.put(name, (double) count));
    Numbers numbers = new Numbers(settings, own);
    numbers.read("throttle.rates", settings.list("throttle.rates", List.of()), rates, 0.001);
    numbers.read("throttle.at-once", settings.list("throttle.at-once", List.of()), atOnce, 1);
    numbers.read(
        "throttle.per-connection",
        settings.list("throttle.per-connection", List.of()),
        perConnection,
        1);
    Set<String> names = new HashSet<>(rates.keySet());
    names.addAll(atOnce.keySet());
    names.addAll(perConnection.keySet());
    Map<String, Limits> limits = new HashMap<>();
    for (String name : names) {
      limits.put(
          name,
          new Limits(
              rates.getOrDefault(name, Limits.NO_RATE),
              atOnce.getOrDefault(name, (double) Limits.NO_COUNT).intValue(),
              perConnection.getOrDefault(name, (double) Limits.NO_COUNT).intValue()));
    }
    return new ThrottleConfig(
        limits, own, warmUp(settings), settings.integer("throttle.domain-share", HALF, 1, ALL));
  }

  /// `NAME DOMAIN DOMAIN...`, several separated by commas.
  private static Map<String, List<String>> ownGroups(Settings settings) {
    Map<String, List<String>> own = new HashMap<>();
    for (String group : settings.list("throttle.groups", List.of())) {
      List<String> words = List.of(group.toLowerCase(Locale.ROOT).split("\\s+"));
      String name = words.getFirst();
      List<String> domains = words.subList(1, words.size());
      boolean taken = isKnown(name) || own.containsKey(name);
      if (!name.matches("[a-z][a-z0-9-]{0,39}") || taken || domains.isEmpty()) {
        settings.problem(
            "throttle.groups has '"
                + group
                + "': each group is a new name of small letters, then its domains, such as"
                + " schools a.example b.example");
      } else {
        own.put(name, domains);
      }
    }
    if (own.size() > DomainGroups.OWN_CODES) {
      settings.problem("throttle.groups has more than " + DomainGroups.OWN_CODES + " groups");
    }
    return own;
  }

  private static boolean isKnown(String name) {
    return name.equals(TOTAL)
        || name.equals(DOMAIN)
        || name.startsWith(OF_RELAY)
        || Arrays.stream(DomainGroup.values()).anyMatch(group -> group.word().equals(name));
  }

  private static WarmUp warmUp(Settings settings) {
    List<String> plan = settings.list("throttle.warm-up", List.of());
    String start = settings.text("throttle.warm-up-start", "");
    if (plan.isEmpty() && start.isEmpty()) {
      return WarmUp.NONE;
    }
    try {
      List<Integer> perDay = plan.stream().map(Integer::valueOf).toList();
      if (!perDay.isEmpty()) {
        return new WarmUp(LocalDate.parse(start), perDay);
      }
    } catch (DateTimeParseException | IllegalArgumentException e) {
      // told below
    }
    settings.problem(
        "throttle.warm-up and throttle.warm-up-start go together: mails per day, such as"
            + " 200,500,1000, and the first day, such as 2026-06-10");
    return WarmUp.NONE;
  }

  /// Reads `NAME NUMBER` pairs.
  private record Numbers(Settings settings, Map<String, List<String>> own) {
    /// Adds to `found`; 0 takes a limit away.
    void read(String key, List<String> pairs, Map<String, Double> found, double least) {
      List<String> bad = new ArrayList<>();
      for (String pair : pairs) {
        String[] words = pair.toLowerCase(Locale.ROOT).split("\\s+");
        boolean named = isKnown(words[0]) || own.containsKey(words[0]);
        if (!named || words.length != 2 || !words[1].matches("\\d{1,7}(\\.\\d{1,3})?")) {
          bad.add(pair);
          continue;
        }
        double number = Double.parseDouble(words[1]);
        if (number == 0) {
          found.remove(words[0]);
        } else if (number < least || number > MOST) {
          bad.add(pair);
        } else {
          found.put(words[0], number);
        }
      }
      if (!bad.isEmpty()) {
        settings.problem(
            key
                + " has '"
                + String.join(", ", bad)
                + "': it takes names and numbers, such as gmail 20, total 100; names are total,"
                + " domain, gmail, microsoft, yahoo, apple, other and those of throttle.groups");
      }
    }
  }
}
