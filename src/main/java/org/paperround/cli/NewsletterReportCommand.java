package org.paperround.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.app.Paperround;
import org.paperround.delivery.SentOnDay;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.DayActivity;
import org.paperround.subscriber.UnsubscribeCause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What readers did with a newsletter, day by day in its zone: sign-ups, confirmations, those who
/// left by how they left, digests sent and those that came back; then after which edition they
/// left.
@Command(
    name = "report",
    description = "Sign-ups, confirmations, unsubscribes by cause, and digests sent, per day.",
    mixinStandardHelpOptions = true)
final class NewsletterReportCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 3_660;

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "SLUG")
  private String slug = "";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many days, today included (default: ${DEFAULT-VALUE}).")
  private int days = 14;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (days < 1 || days > MOST_DAYS) {
      throw new UsageException("--days is " + days + ": give a number from 1 to " + MOST_DAYS);
    }
    System.out.println(database.withEngine(InstantSource.system(), this::report));
    return 0;
  }

  private String report(Paperround engine) {
    Newsletter newsletter =
        engine
            .newsletters()
            .bySlug(slug)
            .orElseThrow(() ->
                new UsageException(
                    "there is no newsletter "
                        + slug
                        + ": see `newsletter list` for those there are"));
    LocalDate today = ZonedDateTime.now(newsletter.zone()).toLocalDate();
    LocalDate from = today.minusDays(days - 1L);
    List<DayActivity> activity =
        engine.subscribers().activity(newsletter.id(), newsletter.zone(), from, today);
    Map<LocalDate, SentOnDay> sent = engine.deliveries().sentPerDay(newsletter.id(), from, today);
    List<Left> left =
        engine
            .subscribers()
            .leftAfter(newsletter.id(), newsletter.zone(), from, today)
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(entry ->
                engine.editions().find(new EditionId(entry.getKey())).stream()
                    .map(edition -> new Left(edition, entry.getValue())))
            .toList();
    return json ? json(newsletter, activity, sent, left) : text(newsletter, activity, sent, left);
  }

  /// How many left after an edition.
  private record Left(Edition edition, long readers) {}

  private static String text(
      Newsletter newsletter,
      List<DayActivity> activity,
      Map<LocalDate, SentOnDay> sent,
      List<Left> left) {
    Stream<String> editions =
        left.stream()
            .map(after ->
                "edition %s date=%s unsubscribes=%d"
                    .formatted(after.edition().id(), after.edition().date(), after.readers()));
    Stream<String> days =
        activity.stream()
            .map(day ->
                "day %s sign-ups=%d confirmations=%d unsubscribes=%d%s undone=%d sent=%d bounced=%d"
                    .formatted(
                        day.day(),
                        day.requested(),
                        day.confirmed(),
                        ended(day),
                        causes(day),
                        day.undone(),
                        on(sent, day.day()).sent(),
                        on(sent, day.day()).bounced()));
    String total =
        "newsletter-report newsletter=%s days=%d sign-ups=%d confirmations=%d unsubscribes=%d sent=%d bounced=%d"
            .formatted(
                newsletter.slug(),
                activity.size(),
                activity.stream().mapToLong(DayActivity::requested).sum(),
                activity.stream().mapToLong(DayActivity::confirmed).sum(),
                activity.stream().mapToLong(NewsletterReportCommand::ended).sum(),
                sent.values().stream().mapToLong(SentOnDay::sent).sum(),
                sent.values().stream().mapToLong(SentOnDay::bounced).sum());
    return Stream.of(days, editions, Stream.of(total))
        .flatMap(Function.identity())
        .collect(Collectors.joining("\n"));
  }

  private static String json(
      Newsletter newsletter,
      List<DayActivity> activity,
      Map<LocalDate, SentOnDay> sent,
      List<Left> left) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("newsletter", newsletter.slug()).put("zone", newsletter.zone().getId());
    ArrayNode array = root.putArray("days");
    for (DayActivity day : activity) {
      ObjectNode node = array.addObject();
      node.put("day", day.day().toString())
          .put("signUps", day.requested())
          .put("confirmations", day.confirmed());
      ObjectNode causes = node.putObject("unsubscribes");
      for (UnsubscribeCause cause : UnsubscribeCause.values()) {
        causes.put(name(cause), day.ended().getOrDefault(cause, 0L));
      }
      node.put("undone", day.undone());
      node.put("sent", on(sent, day.day()).sent());
      node.put("bounced", on(sent, day.day()).bounced());
    }
    ArrayNode editions = root.putArray("editions");
    for (Left after : left) {
      editions
          .addObject()
          .put("edition", after.edition().id().value())
          .put("date", after.edition().date().toString())
          .put("unsubscribes", after.readers());
    }
    return root.toPrettyString();
  }

  private static SentOnDay on(Map<LocalDate, SentOnDay> sent, LocalDate day) {
    return sent.getOrDefault(day, SentOnDay.nothing(day));
  }

  private static long ended(DayActivity day) {
    return day.ended().values().stream().mapToLong(Long::longValue).sum();
  }

  /// Only those that happened: ` unsubscribes.one-click=2`.
  private static String causes(DayActivity day) {
    return day.ended().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> " unsubscribes." + name(entry.getKey()) + "=" + entry.getValue())
        .collect(Collectors.joining());
  }

  private static String name(UnsubscribeCause cause) {
    return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
