package org.paperround.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.Receipt;
import org.paperround.subscriber.Rights;
import org.paperround.subscriber.Subscribers;

/// `/p/TOKEN/receipt`: what the reader agreed to, when, how, and in which words. Also for who left.
/// All of it, so many on a page; what is recorded meanwhile moves the rest down and hides nothing.
final class ReceiptPage {
  private static final int ON_A_PAGE = 100;

  /// The others come from pages of ours that only a link in a mail leads to.
  private static final Set<String> ON_A_FORM = Set.of("form", "api");

  private final Pages pages;
  private final Rights rights;
  private final SignedReader readers;

  ReceiptPage(Pages pages, Rights rights, Subscribers subscribers) {
    this.pages = pages;
    this.rights = rights;
    this.readers = new SignedReader(subscribers::ofPreferencesLink, subscribers);
  }

  void register(RoutesConfig routes) {
    routes.get("/p/{token}/receipt", this::show);
    routes.head("/p/{token}/receipt", this::show);
  }

  private void show(Context ctx) {
    Optional<Preferences> reader = readers.of(ctx);
    if (reader.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    Locale locale = Languages.of(ctx, reader.get().locale());
    int skipped = skipped(ctx);
    List<Receipt> found = rights.receipts(reader.get().subscriber(), skipped, ON_A_PAGE + 1);
    List<Line> lines =
        found.stream()
            .limit(ON_A_PAGE)
            .map(receipt -> line(receipt, reader.get().zone(), locale))
            .toList();
    Map<String, Object> values = new HashMap<>();
    values.put("reader", reader.get());
    values.put("receipts", lines);
    values.put("first", skipped == 0);
    values.put("earlier", found.size() > ON_A_PAGE ? "?skip=" + (skipped + ON_A_PAGE) : "");
    values.put("back", SignedReader.path(ctx));
    pages.show(ctx, 200, "receipt", locale, values);
  }

  private static int skipped(Context ctx) {
    return Optional.ofNullable(ctx.queryParam("skip"))
        .filter(text -> text.matches("[0-9]{1,8}"))
        .map(Integer::valueOf)
        .orElse(0);
  }

  private Line line(Receipt receipt, ZoneId zone, Locale locale) {
    return new Line(
        what(receipt, locale),
        receipt.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
            .withLocale(Languages.ofDates(locale))
            .format(receipt.at().atZone(zone)),
        known(locale, "receipt.how." + receipt.method(), receipt.method()),
        receipt.wording(),
        ON_A_FORM.contains(receipt.method()) ? receipt.sourceUrl() : null,
        receipt.networkPrefix());
  }

  /// "You confirmed Morning Briefing", "You changed the hour, the days".
  private String what(Receipt receipt, Locale locale) {
    if (receipt.event().equals("requested") && receipt.newsletter() == null) {
      return pages.text(locale, "receipt.event.requested.address");
    }
    String newsletter = receipt.newsletter();
    boolean fields = receipt.event().equals("changed") || newsletter == null;
    String about = fields ? fields(receipt.detail(), locale) : String.valueOf(newsletter);
    boolean ours = receipt.event().equals("changed") && receipt.method().equals("engine");
    String key = ours ? "receipt.event.changed.engine" : "receipt.event." + receipt.event();
    return pages.knows(key) ? pages.text(locale, key, about) : receipt.event();
  }

  /// The names of the fields that a record of a change lists with their new values.
  private String fields(String detail, Locale locale) {
    return Arrays.stream(detail.split("; "))
        .map(part -> field(part, locale))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private String field(String part, Locale locale) {
    return FIELDS.stream()
        .filter(part::startsWith)
        .findFirst()
        .map(name -> pages.text(locale, "receipt.field." + name.replace(' ', '-')))
        .orElseGet(() -> pages.text(locale, "receipt.field.other"));
  }

  /// As subscriber writes them; a longer one before one that it begins with.
  private static final List<String> FIELDS =
      List.of(
          "address",
          "alerts a day",
          "alerts of follows only",
          "days",
          "follows",
          "hour",
          "language",
          "mutes",
          "name",
          "paused until",
          "quiet hours",
          "stories",
          "text only",
          "zone");

  private String known(Locale locale, String key, String otherwise) {
    return pages.knows(key) ? pages.text(locale, key) : otherwise;
  }

  record Line(
      String what,
      String instant,
      String when,
      String how,
      @Nullable String wording,
      @Nullable String source,
      @Nullable String network) {}
}
