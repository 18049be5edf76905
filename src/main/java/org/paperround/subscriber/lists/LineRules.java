package org.paperround.subscriber.lists;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.AlertPolicy;
import org.paperround.subscriber.AlertWishes;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.Interest;
import org.paperround.subscriber.Mute;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.ReaderName;
import org.paperround.subscriber.lists.ColumnMapping.Field;

/// What one line of a list says. A reader is refused for what would be wrong to guess (who, whether
/// they agreed, when they want it); language and zone are guessed. Pure.
final class LineRules {
  private static final int MOST_STORIES = 40;
  private static final int EVIDENCE = 1_000;

  /// What lies outside is a slip, or nothing that a database takes.
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern ENDING = Pattern.compile("\\d{4}-\\d{2}-\\d{2}/");

  private final ColumnMapping columns;
  private final Defaults defaults;

  LineRules(ColumnMapping columns, Defaults defaults) {
    this.columns = columns;
    this.defaults = defaults;
  }

  ListLine read(long number, List<String> line) {
    String typed = columns.value(line, Field.ADDRESS);
    return switch (AddressCheck.check(typed == null ? "" : typed)) {
      case AddressCheck.Refused(String reason) -> new ListLine.Refused(number, reason);
      case AddressCheck.Ok(EmailAddress address) -> {
        try {
          yield read(number, line, address);
        } catch (RefusedException e) {
          yield new ListLine.Refused(number, e.reason());
        }
      }
    };
  }

  private ListLine read(long number, List<String> line, EmailAddress address)
      throws RefusedException {
    checkNewsletter(columns.value(line, Field.NEWSLETTER));
    checkStatus(columns.value(line, Field.STATUS));
    Optional<Instant> consent = consentedAt(columns.value(line, Field.CONSENTED_AT));
    String name = ReaderName.of(Objects.requireNonNullElse(columns.value(line, Field.NAME), ""));
    if (consent.isEmpty()) {
      return new ListLine.WithoutConsent(number, address, name);
    }
    String evidence = columns.value(line, Field.EVIDENCE);
    return new ListLine.Reader(
        number,
        new ImportedReader(
            address,
            name,
            locale(columns.value(line, Field.LANGUAGE)),
            zone(columns.value(line, Field.ZONE)),
            number(columns.value(line, Field.HOUR), "hour", 0, 23),
            days(columns.value(line, Field.DAYS)),
            number(columns.value(line, Field.STORIES), "number of stories", 1, MOST_STORIES),
            pausedUntil(columns.value(line, Field.PAUSED_UNTIL)),
            interests(columns.value(line, Field.FOLLOWS)),
            mutes(columns.value(line, Field.MUTES)),
            alerts(line),
            flag(columns.value(line, Field.TEXT_ONLY), "text only"),
            // Nobody asked for tracking elsewhere in our words.
            false,
            consent.get(),
            evidence == null ? defaults.evidence() : defaults.evidence() + ": " + line(evidence)));
  }

  /// One line, not longer than a proof needs.
  private static String line(String evidence) {
    String plain = CONTROLS.matcher(evidence).replaceAll(" ");
    return plain.substring(0, Math.min(plain.length(), EVIDENCE));
  }

  private void checkNewsletter(@Nullable String slug) throws RefusedException {
    if (slug != null && !slug.equals(defaults.newsletter())) {
      throw new RefusedException("This line is of another newsletter (" + slug + ").");
    }
  }

  private void checkStatus(@Nullable String status) throws RefusedException {
    if (status != null && !columns.subscribed(status)) {
      throw new RefusedException(
          "The list says that this reader does not get it (" + status + ").");
    }
  }

  private Optional<Instant> consentedAt(@Nullable String text) throws RefusedException {
    if (text == null) {
      return Optional.empty();
    }
    Instant at =
        ConsentTimes.parse(text)
            .orElseThrow(() ->
                new RefusedException(
                    "The time of the consent cannot be read: "
                        + text
                        + " is not like 2026-06-01T05:00:00Z."));
    if (at.isAfter(defaults.now())) {
      throw new RefusedException("The time of the consent is in the future: " + text + ".");
    }
    if (at.isBefore(EARLIEST)) {
      throw new RefusedException(
          "The time of the consent is before there were newsletters: " + text + ".");
    }
    return Optional.of(at);
  }

  private static @Nullable Instant pausedUntil(@Nullable String text) throws RefusedException {
    if (text == null) {
      return null;
    }
    return ConsentTimes.parse(text)
        .filter(until -> !until.isBefore(EARLIEST) && until.isBefore(LATEST))
        .orElseThrow(() ->
            new RefusedException("The end of the reader's pause cannot be read: " + text + "."));
  }

  private static Set<DayOfWeek> days(@Nullable String text) throws RefusedException {
    if (text == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    return ListDays.parse(text)
        .orElseThrow(() ->
            new RefusedException(
                "The days cannot be read: " + text + " is not like monday;friday."));
  }

  private Locale locale(@Nullable String tag) {
    if (tag == null) {
      return defaults.locale();
    }
    Locale read = Locale.forLanguageTag(tag.replace('_', '-'));
    return read.getLanguage().isEmpty() ? defaults.locale() : read;
  }

  private ZoneId zone(@Nullable String name) {
    try {
      return name == null ? defaults.zone() : ZoneId.of(name);
    } catch (DateTimeException e) {
      return defaults.zone();
    }
  }

  private static @Nullable Integer number(@Nullable String text, String what, int least, int most)
      throws RefusedException {
    if (text == null) {
      return null;
    }
    if (NUMBER.matcher(text).matches()) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new RefusedException(
        "The " + what + " is " + text + ", not a number from " + least + " to " + most + ".");
  }

  private AlertWishes alerts(List<String> line) throws RefusedException {
    Integer from = number(columns.value(line, Field.QUIET_FROM), "begin of quiet hours", 0, 23);
    Integer until = number(columns.value(line, Field.QUIET_TO), "end of quiet hours", 0, 23);
    Integer perDay =
        number(
            columns.value(line, Field.ALERTS_PER_DAY),
            "number of alerts a day",
            1,
            AlertPolicy.MOST_PER_DAY);
    boolean followed =
        flag(columns.value(line, Field.ALERTS_OF_FOLLOWED), "alerts of what is followed only");
    if (from == null && until == null) {
      return new AlertWishes(null, perDay, followed);
    }
    if (from == null || until == null) {
      throw new RefusedException("The quiet hours have a begin or an end only.");
    }
    return new AlertWishes(new QuietHours(from, until), perDay, followed);
  }

  private static boolean flag(@Nullable String text, String what) throws RefusedException {
    return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "1" -> true;
      case "", "no", "false", "0" -> false;
      default ->
          throw new RefusedException("The choice of " + what + " is " + text + ", not yes or no.");
    };
  }

  private static Set<Interest> interests(@Nullable String text) throws RefusedException {
    return each(text, plain -> Interest.parse(withKind(plain)));
  }

  /// With a day in front where it ends: `2026-12-24/topic:NHS`.
  private static Set<Mute> mutes(@Nullable String text) throws RefusedException {
    return each(
        text,
        plain -> {
          boolean ends = ENDING.matcher(plain).lookingAt();
          return ends ? Mute.parse(plain) : Mute.forEver(Interest.parse(withKind(plain)));
        });
  }

  /// One without a kind is a topic.
  private static String withKind(String plain) {
    boolean kind = plain.startsWith("section:") || plain.startsWith("topic:");
    return kind ? plain : "topic:" + plain;
  }

  private static <T> Set<T> each(@Nullable String text, Function<String, T> parse)
      throws RefusedException {
    Set<T> read = new HashSet<>();
    for (String plain : text == null ? List.<String>of() : ListItems.read(text)) {
      try {
        read.add(parse.apply(plain));
      } catch (IllegalArgumentException e) {
        throw new RefusedException(
            "What the reader follows or mutes cannot be read: " + plain + ".");
      }
    }
    return read;
  }

  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    RefusedException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
