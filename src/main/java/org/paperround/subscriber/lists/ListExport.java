package org.paperround.subscriber.lists;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.ExportedReader;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.QuietHours;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.lists.ColumnMapping.Field;

/// Writes confirmed subscriptions as CSV (RFC 4180), a line for each, with the columns that
/// [ListImport] reads by itself. No spreadsheet takes a cell for a formula. Memory does not grow
/// with the list. Thread-safe.
public final class ListExport {
  private final Subscribers subscribers;

  public ListExport(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  /// Writes those of one newsletter or (null) of all; returns how many lines there are below the
  /// header. `out` is neither flushed nor closed.
  public long write(Appendable out, @Nullable NewsletterId newsletter) throws IOException {
    // It writes to `out`, which is the caller's to close.
    CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180);
    csv.printRecord(header());
    try {
      subscribers.exportList(newsletter, reader -> print(csv, reader));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return csv.getRecordCount() - 1;
  }

  private static List<String> header() {
    return Arrays.stream(Field.values())
        .map(field -> field.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static void print(CSVPrinter csv, ExportedReader reader) {
    try {
      csv.printRecord(
          Arrays.stream(Field.values())
              .map(field -> FormulaGuard.guard(cell(field, reader)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(Field field, ExportedReader exported) {
    ImportedReader reader = exported.reader();
    return switch (field) {
      case NEWSLETTER -> exported.newsletter();
      case ADDRESS -> reader.address().toString();
      case NAME -> reader.name();
      case LANGUAGE -> reader.locale().toLanguageTag();
      case ZONE -> reader.zone().getId();
      case HOUR -> number(reader.hour());
      case DAYS -> ListDays.write(reader.days());
      case STORIES -> number(reader.maxStories());
      case PAUSED_UNTIL -> time(reader.pausedUntil());
      case FOLLOWS -> interests(reader.follows());
      case MUTES -> interests(reader.mutes());
      case QUIET_FROM -> quiet(reader, QuietHours::from);
      case QUIET_TO -> quiet(reader, QuietHours::until);
      case ALERTS_PER_DAY -> number(reader.alerts().perDay());
      case ALERTS_OF_FOLLOWED -> flag(reader.alerts().onlyFollowed());
      case TEXT_ONLY -> flag(reader.textOnly());
      case STATUS -> status(exported);
      case CONSENTED_AT -> time(reader.consentAt());
      case EVIDENCE -> reader.consentEvidence();
    };
  }

  /// What is suppressed here is refused by an import elsewhere.
  private static String status(ExportedReader exported) {
    return exported.suppression() == null ? "subscribed" : exported.suppression().code();
  }

  private static String quiet(ImportedReader reader, Function<QuietHours, Integer> hour) {
    QuietHours quiet = reader.alerts().quiet();
    return quiet == null ? "" : number(hour.apply(quiet));
  }

  private static String flag(boolean set) {
    return set ? "yes" : "";
  }

  private static String number(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }

  private static String time(@Nullable Instant at) {
    return at == null ? "" : at.toString();
  }

  private static String interests(Set<?> interests) {
    return ListItems.write(interests.stream().map(Object::toString));
  }
}
