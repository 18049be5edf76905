package org.paperround.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.paperround.article.FeedSample;
import org.paperround.eval.IngestEval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// How many of many feeds are read.
@Command(
    name = "ingest",
    description = "Measures how many feeds of a collection are read, and what is read in them.",
    mixinStandardHelpOptions = true)
final class EvalIngestCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "1..*", paramLabel = "PATH")
  private List<Path> paths = List.of();

  @Mixin private JsonLinesOption out = new JsonLinesOption();

  @Override
  public Integer call() throws IOException {
    List<IngestEval.Result> results = measure();
    for (IngestEval.Result result : results) {
      if (result.sample().error() != null) {
        System.err.println(result.file() + ": " + result.sample().error());
      }
    }
    out.write(results.stream().map(EvalIngestCommand::line));
    BarLines.print(IngestEval.bars(results));
    System.out.println(
        "eval-ingest files="
            + results.size()
            + " parsed="
            + results.stream().filter(result -> result.sample().error() == null).count()
            + " entries="
            + results.stream().mapToInt(result -> result.sample().entries().size()).sum());
    return 0;
  }

  private List<IngestEval.Result> measure() throws IOException {
    try {
      return IngestEval.measure(paths);
    } catch (NoSuchFileException e) {
      throw new UsageException("There is no file " + e.getMessage() + ".");
    }
  }

  private static ObjectNode line(IngestEval.Result result) {
    ObjectNode line = JSON.createObjectNode().put("file", result.file().toString());
    ArrayNode entries = line.putArray("entries");
    for (FeedSample.Entry entry : result.sample().entries()) {
      entries
          .addObject()
          .put("title", entry.title())
          .put("link", entry.link())
          .put("id", entry.id())
          .put("date", entry.date() == null ? null : entry.date().toString());
    }
    return line.put("error", result.sample().error());
  }
}
