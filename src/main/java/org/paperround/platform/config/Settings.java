package org.paperround.platform.config;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The raw settings of one start: environment over file over default. A feature reads its keys into
/// a typed record; problems are gathered, not thrown, until [#finish()] reports them together.
///
/// A key is `feature.name-in-words`; its environment variable is
/// `PAPERROUND_FEATURE_NAME_IN_WORDS`. Not thread-safe: used once, at start.
public final class Settings {
  private static final String PREFIX = "PAPERROUND_";

  private final Map<String, String> file;
  private final Map<String, String> environment;
  private final TreeSet<String> known;
  private final List<String> problems;
  private final UnaryOperator<String> naming;

  public Settings(Map<String, String> file, Map<String, String> environment) {
    this.file = Map.copyOf(file);
    this.environment = paperroundVariables(environment);
    this.known = new TreeSet<>();
    this.problems = new ArrayList<>();
    this.naming = UnaryOperator.identity();
  }

  /// The same settings, seen with other names.
  private Settings(Settings whole, UnaryOperator<String> naming) {
    this.file = whole.file;
    this.environment = whole.environment;
    this.known = whole.known;
    this.problems = whole.problems;
    this.naming = naming;
  }

  /// One of several things of a kind: the key `feature.word` is read as `feature.name.word` in what
  /// this returns. Problems are those of the whole.
  public Settings within(String feature, String name) {
    String begin = feature + ".";
    return new Settings(
        this,
        key -> key.startsWith(begin) ? begin + name + "." + key.substring(begin.length()) : key);
  }

  /// The key as the operator writes it.
  public String key(String key) {
    return naming.apply(key);
  }

  /// Reads a properties file (UTF-8). A file that is missing or malformed is the one problem that
  /// is thrown at once.
  public static Settings read(Path path, Map<String, String> environment) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          List.of(
              "the file "
                  + path
                  + " cannot be read ("
                  + e.getMessage()
                  + "): give a properties file with --config"));
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
    return new Settings(values, environment);
  }

  public String text(String key, String fallback) {
    return find(key).orElse(fallback);
  }

  public Optional<String> optionalText(String key) {
    return find(key);
  }

  /// A key without which nothing can start; `hint` says what a good value looks like.
  public String required(String key, String hint) {
    Optional<String> value = find(key);
    if (value.isEmpty()) {
      problems.add(
          key(key)
              + " is missing: set it in the file or as "
              + variable(key(key))
              + " ("
              + hint
              + ")");
    }
    return value.orElse("");
  }

  public Optional<Secret> secret(String key) {
    return find(key).map(Secret::new);
  }

  /// A whole number between `least` and `most`; the fallback where it is not.
  public int integer(String key, int fallback, int least, int most) {
    int value = parsed(key, fallback, "a whole number", Integer::parseInt);
    if (value < least || value > most) {
      problems.add(key(key) + " is " + value + ": it must be between " + least + " and " + most);
      return fallback;
    }
    return value;
  }

  /// A number such as `0.5`, with a point, between `least` and `most`; the fallback where it is
  /// not.
  public double decimal(String key, double fallback, double least, double most) {
    double value = parsed(key, fallback, "a number such as 0.5", Double::parseDouble);
    if (!(value >= least && value <= most)) {
      problems.add(key(key) + " is " + value + ": it must be between " + least + " and " + most);
      return fallback;
    }
    return value;
  }

  /// `15s`, `10m`, `2h`, `1d`, `250ms` or ISO 8601 (`PT15S`).
  public Duration duration(String key, Duration fallback) {
    return parsed(key, fallback, "a duration such as 15s, 10m or 2h", Settings::parseDuration);
  }

  /// The same, between `least` and `most`, which are written so too; the fallback where it is not.
  public Duration duration(String key, Duration fallback, String least, String most) {
    Duration value = duration(key, fallback);
    if (value.compareTo(parseDuration(least)) < 0 || value.compareTo(parseDuration(most)) > 0) {
      problems.add(key(key) + " must be between " + least + " and " + most);
      return fallback;
    }
    return value;
  }

  public boolean flag(String key, boolean fallback) {
    return parsed(key, fallback, "true or false", Settings::parseFlag);
  }

  public URI uri(String key, URI fallback) {
    return parsed(key, fallback, "an absolute http or https address", Settings::parseUri);
  }

  public Path path(String key, Path fallback) {
    return parsed(key, fallback, "a path", Path::of);
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    String names =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Settings::lower).toList());
    return parsed(
        key,
        fallback,
        "one of " + names,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /// Comma-separated values, trimmed, empty ones left out.
  public List<String> list(String key, List<String> fallback) {
    return find(key)
        .map(text ->
            Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList())
        .orElse(fallback);
  }

  /// Adds a problem that only the feature can see, such as two keys that contradict each other.
  public void problem(String text) {
    problems.add(text);
  }

  /// Throws one [ConfigurationException] with every problem, unknown keys included. Call it after
  /// every feature has read its keys.
  public void finish() {
    file.keySet().stream()
        .sorted()
        .filter(key -> !known.contains(key))
        .forEach(key -> problems.add(unknown(key, key)));
    Map<String, String> variables = new TreeMap<>();
    known.forEach(key -> variables.put(variable(key), key));
    environment.keySet().stream()
        .sorted()
        .filter(name -> !variables.containsKey(name))
        .forEach(name ->
            problems.add(
                unknown(
                    name,
                    name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'))));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
  }

  private Optional<String> find(String asked) {
    String key = key(asked);
    known.add(key);
    String value = environment.getOrDefault(variable(key), file.getOrDefault(key, ""));
    return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  private <T> T parsed(String key, T fallback, String form, Function<String, T> parser) {
    Optional<String> text = find(key);
    try {
      return text.map(parser).orElse(fallback);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      problems.add(key(key) + " cannot be read: it must be " + form);
      return fallback;
    }
  }

  private String unknown(String shown, String key) {
    String nearest =
        known.stream().min(Comparator.comparingInt(other -> distance(other, key))).orElse("");
    String advice =
        !nearest.isEmpty() && distance(nearest, key) <= Math.max(3, key.length() / 3)
            ? ": did you mean " + nearest + "?"
            : ": remove it, or see docs/reference/configuration.md";
    return "unknown key " + shown + advice;
  }

  private static Map<String, String> paperroundVariables(Map<String, String> environment) {
    Map<String, String> ours = new TreeMap<>(environment);
    // PAPERROUND_JAVA_OPTS and the like belong to the launcher, not to the engine.
    ours.keySet().removeIf(name -> !name.startsWith(PREFIX) || name.startsWith(PREFIX + "JAVA"));
    return Map.copyOf(ours);
  }

  /// The environment variable of a key: `relay.port` is `PAPERROUND_RELAY_PORT`.
  public static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)").matcher(text);
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static boolean parseFlag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static URI parseUri(String text) {
    URI uri = URI.create(text);
    if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getHost() == null) {
      throw new IllegalArgumentException(text);
    }
    return uri;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Levenshtein distance: insertions, deletions and replacements.
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
