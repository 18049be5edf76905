package org.paperround.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import org.paperround.newsletter.NewsletterId;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.lists.ListExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Everything that is held of one person, or the list of all readers.
@Command(
    name = "export",
    description = {
      "Prints everything that is held of a reader, as JSON.",
      "With --all: writes all confirmed readers as CSV, which subscriber import takes."
    },
    mixinStandardHelpOptions = true)
final class SubscriberExportCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "The reader's address.")
  private @Nullable String address;

  @Option(names = "--all", description = "All readers with a confirmed subscription, as CSV.")
  private boolean all;

  @Option(
      names = "--newsletter",
      paramLabel = "SLUG",
      description = "With --all: only those of this newsletter.")
  private @Nullable String newsletter;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "With --all: where to; default: stdout.")
  private @Nullable Path output;

  @Option(names = "--overwrite", description = "The file may be there already.")
  private boolean overwrite;

  @Override
  public Integer call() {
    String one = address;
    if (all == (one != null)) {
      throw new UsageException("Say either the ADDRESS of a reader, or --all.");
    }
    if (one != null && (newsletter != null || output != null || overwrite)) {
      throw new UsageException("--newsletter, --output and --overwrite are for --all.");
    }
    if (output != null && !overwrite && Files.exists(output)) {
      throw exists(output);
    }
    return database.withEngine(
        InstantSource.system(), engine -> one == null ? list(engine) : export(engine, one));
  }

  private static UsageException exists(Path file) {
    return new UsageException(
        "The file " + file + " is there already; --overwrite writes over it.");
  }

  private static int export(Paperround engine, String address) {
    SubscriberId reader = SubscriberText.reader(engine, address);
    System.out.println(engine.rights().exportJson(reader).orElseThrow());
    return 0;
  }

  /// What counts the lines goes where it is no line of the list.
  private int list(Paperround engine) {
    NewsletterId only =
        newsletter == null ? null : SubscriberText.newsletter(engine, newsletter).id();
    Path file = output;
    try {
      if (file == null) {
        Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        long rows = new ListExport(engine.subscribers()).write(out, only);
        out.flush();
        System.err.println("subscriber-export rows=" + rows);
      } else {
        System.out.println("subscriber-export rows=" + toFile(engine, only, file));
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whole or not at all, and for nobody else to read.
  private long toFile(Paperround engine, @Nullable NewsletterId only, Path file)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("There is no folder for " + file + ".");
    }
    Path whole = Files.createTempFile(folder, "paperround", ".csv");
    try {
      long rows;
      try (Writer out = Files.newBufferedWriter(whole, StandardCharsets.UTF_8)) {
        rows = new ListExport(engine.subscribers()).write(out, only);
      }
      if (!overwrite && Files.exists(file)) {
        throw exists(file);
      }
      Files.move(
          whole,
          file,
          overwrite ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0]);
      return rows;
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
