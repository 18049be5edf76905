package org.paperround.cli;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import org.paperround.newsletter.AlertPolicy;
import org.paperround.newsletter.InvalidNewsletterException;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.newsletter.SunsetPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Offers a newsletter, or changes the one of this slug. What is not said stays as it is; a new one
/// is like the newsletter that every installation starts with.
@Command(
    name = "add",
    description = "Offers a newsletter, or changes the one of this slug.",
    mixinStandardHelpOptions = true)
final class NewsletterAddCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "SLUG", description = "Its short name, such as morning-briefing.")
  private String slug = "";

  @Option(names = "--name", description = "Its name as readers see it.")
  private @Nullable String name;

  @Option(names = "--description", description = "What it offers, in a sentence.")
  private @Nullable String description;

  @Option(names = "--portal", description = "The portal's name.")
  private @Nullable String portal;

  @Option(names = "--portal-url", description = "The portal's address.")
  private @Nullable String portalUrl;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Of a new one: digest (default) or alert, of breaking news.")
  private @Nullable String kind;

  @Option(names = "--time", paramLabel = "HH:MM", description = "When it goes out, local time.")
  private @Nullable String time;

  @Option(names = "--days", split = ",", description = "On which days, such as monday,friday.")
  private @Nullable List<String> days;

  @Option(names = "--zone", description = "Of that time, such as Europe/London.")
  private @Nullable String zone;

  @Option(
      names = "--approval",
      description =
          "Who lets an edition go: automatic, required, required-or-skip, two-people,"
              + " two-people-or-skip or two-people-or-send.")
  private @Nullable String approval;

  @Option(names = "--slots", description = "Stories on the front page.")
  private @Nullable Integer slots;

  @Option(names = "--late-hours", description = "How late a digest may leave.")
  private @Nullable Integer lateHours;

  @Option(
      names = "--alerts-a-day",
      paramLabel = "N",
      description = "Most alerts a reader gets in a day, 1 to 20; default 3.")
  private @Nullable Integer alertsPerDay;

  @Option(
      names = "--again-hours",
      paramLabel = "N",
      description = "So long after an alert its story makes no other by itself; default 3.")
  private @Nullable Integer againHours;

  @Option(
      names = "--welcome-edition",
      negatable = true,
      description = "Who confirms gets the latest edition, too; of a digest.")
  private @Nullable Boolean welcomeEdition;

  @Option(
      names = "--archive",
      negatable = true,
      description = "Anybody may read on the web what went out; the default.")
  private @Nullable Boolean archive;

  @Option(
      names = "--goodbye",
      negatable = true,
      description = "Who leaves is told so by one last mail; not unless you say so.")
  private @Nullable Boolean goodbye;

  @Option(
      names = "--fresh-minutes",
      paramLabel = "N",
      description = "So long an article's breaking flag counts; default 60.")
  private @Nullable Integer freshMinutes;

  @Option(
      names = "--ask-after-days",
      paramLabel = "N",
      description = {
        "Readers who consented to tracking and clicked nothing for N days, 30 to 365,",
        "are asked whether they still want it; 0 (default): nobody is."
      })
  private @Nullable Integer askDays;

  @Option(
      names = "--ask-after-digests",
      paramLabel = "N",
      description = "Only who was sent so many in that time; default 8.")
  private @Nullable Integer leastSent;

  @Option(
      names = "--slower-after-days",
      paramLabel = "N",
      description = "So long after the question without any sign it comes weekly; default 14.")
  private @Nullable Integer slowerDays;

  @Option(
      names = "--pause-after-days",
      paramLabel = "N",
      description = "So long after that it is paused for a year; default 56.")
  private @Nullable Integer pauseDays;

  @Option(names = "--sender-name")
  private @Nullable String senderName;

  @Option(names = "--sender", paramLabel = "ADDRESS")
  private @Nullable String sender;

  @Option(names = "--reply-to", paramLabel = "ADDRESS")
  private @Nullable String replyTo;

  @Option(names = "--postal-address")
  private @Nullable String postalAddress;

  @Option(names = "--locale", description = "Its language, such as en.")
  private @Nullable String locale;

  @Option(
      names = "--theme",
      paramLabel = "NAME",
      description = "How its mails look: a theme of `theme check`; of a new one, courier.")
  private @Nullable String theme;

  @Option(names = "--paused", description = "It is not offered for now.")
  private boolean paused;

  @Override
  public Integer call() {
    try {
      Newsletter stored =
          database.withEngine(
              InstantSource.system(),
              engine -> {
                requireTheme(engine);
                return engine.newsletters().define(described(engine.newsletters()));
              });
      System.out.println("newsletter id=" + stored.id() + " slug=" + stored.slug());
      return 0;
    } catch (InvalidNewsletterException e) {
      throw new UsageException("The newsletter was not stored:\n" + e.getMessage());
    }
  }

  /// Before it is stored: no mail is ever made with one that is broken.
  private void requireTheme(Paperround engine) {
    List<String> problems = theme == null ? List.of() : engine.themeCheck().problems(theme);
    if (!problems.isEmpty()) {
      throw new UsageException("The newsletter was not stored:\n" + String.join("\n", problems));
    }
  }

  private Newsletter described(Newsletters newsletters) {
    Newsletter base = base(newsletters);
    return new Newsletter(
        new NewsletterId(1),
        slug,
        given(name, base.name()),
        given(description, base.description()),
        given(portal, base.portalName()),
        given(portalUrl, base.portalUrl()),
        base.kind(),
        !paused,
        time == null ? base.sendTime() : readTime(time),
        days == null ? base.sendDays() : readDays(days),
        zone == null ? base.zone() : readZone(zone),
        lateHours == null ? base.lateLimit() : Duration.ofHours(lateHours),
        base.maxAge(),
        slots == null ? base.frontPageSlots() : slots,
        base.minStories(),
        base.maxStories(),
        approval == null ? base.approval() : readApproval(approval),
        base.uncertain(),
        given(senderName, base.senderName()),
        given(sender, base.senderAddress()),
        given(replyTo, base.replyTo()),
        given(postalAddress, base.postalAddress()),
        given(theme, base.look()),
        locale == null ? base.locale() : Locale.forLanguageTag(locale),
        policy(base.alerts()),
        sunset(base.sunset()),
        welcomeEdition == null ? base.welcomeEdition() : welcomeEdition,
        archive == null ? base.archive() : archive,
        goodbye == null ? base.goodbye() : goodbye);
  }

  /// The one to change, or a newsletter of its kind for the new one to be like.
  private Newsletter base(Newsletters newsletters) {
    Optional<Newsletter> present = newsletters.bySlug(slug);
    Newsletter.Kind wanted =
        kind == null
            ? present.map(Newsletter::kind).orElse(Newsletter.Kind.DIGEST)
            : readKind(kind);
    if (present.isPresent() && present.get().kind() != wanted) {
      throw new UsageException(
          "--kind says what a new newsletter is; " + slug + " is of another kind, and stays so.");
    }
    return present.orElseGet(() -> newsletters.model(wanted));
  }

  private AlertPolicy policy(AlertPolicy base) {
    return new AlertPolicy(
        alertsPerDay == null ? base.perDay() : alertsPerDay,
        againHours == null ? base.again() : Duration.ofHours(againHours),
        freshMinutes == null ? base.fresh() : Duration.ofMinutes(freshMinutes));
  }

  private SunsetPolicy sunset(SunsetPolicy base) {
    return new SunsetPolicy(
        askDays == null ? base.askDays() : askDays,
        leastSent == null ? base.leastSent() : leastSent,
        slowerDays == null ? base.slowerDays() : slowerDays,
        pauseDays == null ? base.pauseDays() : pauseDays);
  }

  private static Newsletter.Kind readKind(String text) {
    try {
      return Newsletter.Kind.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new UsageException("--kind wants digest or alert, not " + text);
    }
  }

  private static String given(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static LocalTime readTime(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException _) {
      throw new UsageException("--time wants a time such as 06:00, not " + text);
    }
  }

  private static ZoneId readZone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new UsageException("--zone wants a zone such as Europe/London, not " + text);
    }
  }

  private static Set<DayOfWeek> readDays(List<String> names) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : names) {
      try {
        days.add(DayOfWeek.valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException _) {
        throw new UsageException("--days wants days such as monday,friday, not " + name);
      }
    }
    return days;
  }

  private static Newsletter.Approval readApproval(String text) {
    List<Newsletter.Approval> possible = List.of(Newsletter.Approval.values());
    return possible.stream()
        .filter(each -> EditionText.lower(each).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "--approval wants one of "
                    + possible.stream().map(EditionText::lower).collect(Collectors.joining(", "))
                    + ", not "
                    + text));
  }
}
