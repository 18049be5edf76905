package org.paperround.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import org.paperround.subscriber.lists.ColumnMapping;
import org.paperround.subscriber.lists.ListException;
import org.paperround.subscriber.lists.ListImport;
import org.paperround.subscriber.lists.ListPreset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes readers from a list.
@Command(
    name = "import",
    description = {
      "Takes readers who opted in elsewhere from a CSV file.",
      "A line of output for each that is refused, with the reason; a second run changes nothing."
    },
    mixinStandardHelpOptions = true)
final class SubscriberImportCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "FILE.csv", description = "In UTF-8; its first line names the columns.")
  private Path file;

  @Option(
      names = "--newsletter",
      paramLabel = "SLUG",
      description = "Which newsletter they get; needed when there are several.")
  private @Nullable String newsletter;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Whose export it is: paperround, mailchimp, substack, ghost, listmonk, beehiiv.")
  private String preset = "paperround";

  @Option(
      names = "--column",
      paramLabel = "FIELD=HEADER",
      description = "Names the column of a field; again for others.")
  private Map<String, String> columns = new HashMap<>();

  @Option(
      names = "--evidence",
      paramLabel = "TEXT",
      description = "Where its readers agreed; default: the preset, the file's name and the day.")
  private @Nullable String evidence;

  @Option(
      names = "--ask-others",
      description = "Sends a confirmation mail to those of whom nothing says when they agreed.")
  private boolean askOthers;

  @Option(names = "--dry-run", description = "Tells what would be done, and does nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    ListPreset chosen = preset(preset);
    Map<ColumnMapping.Field, String> named = fields(columns);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UsageException("The file " + file + " cannot be read.");
    }
    return database.withEngine(InstantSource.system(), engine -> take(engine, chosen, named));
  }

  private int take(Paperround engine, ListPreset chosen, Map<ColumnMapping.Field, String> named) {
    ListImport.Request request =
        new ListImport.Request(
            SubscriberText.newsletter(engine, newsletter),
            chosen,
            named,
            evidence(),
            askOthers,
            dryRun);
    try (InputStream in = Files.newInputStream(file)) {
      ListImport.Result result =
          new ListImport(engine.subscribers(), InstantSource.system())
              .run(
                  in,
                  request,
                  refusal ->
                      System.out.println("line " + refusal.line() + ": " + refusal.reason()));
      System.out.printf(
          Locale.ROOT,
          "subscriber-import rows=%d added=%d confirmed=%d present=%d waiting=%d asked=%d"
              + " refused=%d dry_run=%b%n",
          result.rows(),
          result.added(),
          result.confirmed(),
          result.present(),
          result.waiting(),
          result.asked(),
          result.refused(),
          dryRun);
      return 0;
    } catch (ListException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String evidence() {
    return evidence == null
        ? preset + " list " + file.getFileName() + ", imported " + LocalDate.now(ZoneOffset.UTC)
        : evidence;
  }

  private static ListPreset preset(String name) {
    return Stream.of(ListPreset.values())
        .filter(one -> one.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "There is no preset " + name + "; there are " + names(ListPreset.values()) + "."));
  }

  private static Map<ColumnMapping.Field, String> fields(Map<String, String> columns) {
    Map<ColumnMapping.Field, String> fields = new EnumMap<>(ColumnMapping.Field.class);
    columns.forEach((name, header) ->
        fields.put(
            Stream.of(ColumnMapping.Field.values())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                    new UsageException(
                        "There is no field "
                            + name
                            + "; there are "
                            + names(ColumnMapping.Field.values())
                            + ".")),
            header));
    return fields;
  }

  private static String names(Enum<?>[] values) {
    return Stream.of(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
