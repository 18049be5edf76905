package org.paperround.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.article.PageMetadata;
import org.paperround.eval.MetadataEval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// How well article pages are read.
@Command(
    name = "metadata",
    description = "Measures how well title, date and authors are read on article pages.",
    mixinStandardHelpOptions = true)
final class EvalMetadataCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "1..*", paramLabel = "PATH")
  private List<Path> paths = List.of();

  @Mixin private JsonLinesOption out = new JsonLinesOption();

  @Override
  public Integer call() throws IOException {
    List<MetadataEval.Result> results = measure();
    out.write(results.stream().map(EvalMetadataCommand::line));
    MetadataEval.Shares shares = MetadataEval.Shares.of(results);
    BarLines.print(shares.bars());
    System.out.println(
        "eval-metadata files="
            + results.size()
            + " title="
            + text(shares.title())
            + " date="
            + text(shares.date())
            + " author="
            + text(shares.authors()));
    return shares.holds() ? 0 : 1;
  }

  private List<MetadataEval.Result> measure() throws IOException {
    try {
      return MetadataEval.measure(paths);
    } catch (NoSuchFileException e) {
      throw new UsageException("There is no file " + e.getMessage() + ".");
    }
  }

  private static String text(Optional<Double> share) {
    return share.map(value -> String.format(Locale.ROOT, "%.3f", value)).orElse("-");
  }

  private static ObjectNode line(MetadataEval.Result result) {
    PageMetadata found = result.found();
    Instant date = found.published();
    ObjectNode line =
        JSON.createObjectNode()
            .put("file", result.file().toString())
            .put("title", found.title())
            .put("date", date == null ? null : date.toString());
    found.authors().forEach(line.putArray("authors")::add);
    return line.put("section", found.section());
  }
}
