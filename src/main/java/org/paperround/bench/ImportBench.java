package org.paperround.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.lists.ListImport;
import org.paperround.subscriber.lists.ListPreset;

/// How fast a list of readers comes in, from the file to the committed consent records. One line in
/// a hundred is wrong in one of three ways.
public final class ImportBench {
  /// What is aimed at for a million rows on two processors.
  static final Duration MOST_PER_MILLION = Duration.ofSeconds(60);

  public static final int ROWS = 1_000_000;

  private static final int WRONG_EVERY = 100;

  private ImportBench() {}

  public record Result(
      int rows, long accepted, long refused, Duration taken, long heapMaxMb, boolean whole) {
    public boolean holds() {
      return whole && taken.toNanos() <= MOST_PER_MILLION.toNanos() * ((double) rows / ROWS);
    }
  }

  /// `engines` makes one on an empty database, `progress` takes a line for who waits.
  public static Result run(int rows, MeasuredEngine.Factory engines, Consumer<String> progress)
      throws IOException {
    Path file = Files.createTempFile("paperround-bench", ".csv");
    try (MeasuredEngine engine = engines.make(MadeUpPortal.SETTINGS, engines.clock())) {
      progress.accept("Writing a list of " + rows + " readers");
      write(file, rows, engine.clock().instant());
      Newsletter newsletter = engine.newsletters().all().getFirst();
      progress.accept("Taking it");
      return take(engine, newsletter, file, rows);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Result take(MeasuredEngine engine, Newsletter newsletter, Path file, int rows)
      throws IOException {
    ListImport.Request request =
        new ListImport.Request(
            newsletter, ListPreset.PAPERROUND, Map.of(), "a bench", false, false);
    HeapPeak heap = HeapPeak.fromNow();
    long begun = System.nanoTime();
    ListImport.Result result;
    try (InputStream in = Files.newInputStream(file)) {
      result = new ListImport(engine.subscribers(), engine.clock()).run(in, request, _ -> {});
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    long wrong = rows / WRONG_EVERY;
    return new Result(
        rows,
        result.added(),
        result.refused(),
        taken,
        heap.megabytes(),
        result.rows() == rows && result.added() == rows - wrong && result.refused() == wrong);
  }

  private static void write(Path file, int rows, Instant now) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("email,name,language,zone,hour,follows,status,consented_at\n");
      for (int row = 1; row <= rows; row++) {
        out.write(line(row, now));
      }
    }
  }

  private static String line(int row, Instant now) {
    String address =
        "reader" + row + "@" + (row % 3 == 0 ? "list.example" : "post" + row % 50 + ".example");
    String agreed = now.minus(Duration.ofHours(1 + row % 20_000)).toString();
    String status = "subscribed";
    if (row % WRONG_EVERY == 0) {
      switch (row / WRONG_EVERY % 3) {
        case 0 -> address = "reader" + row + " at list.example";
        case 1 -> agreed = "";
        default -> status = "unsubscribed";
      }
    }
    return address
        + ",\"Reader, number "
        + row
        + "\",en,Europe/London,"
        + (row % 4 == 0 ? Integer.toString(row % 24) : "")
        + ","
        + (row % 5 == 0 ? "section:science" : "")
        + ","
        + status
        + ","
        + agreed
        + "\n";
  }
}
