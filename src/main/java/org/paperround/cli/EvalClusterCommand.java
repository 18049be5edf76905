package org.paperround.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.paperround.eval.ClusterEval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// How well articles are joined to stories.
@Command(
    name = "cluster",
    description = "Measures how well articles are joined to stories, on labelled JSON lines.",
    mixinStandardHelpOptions = true)
final class EvalClusterCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "1..*", paramLabel = "FILE.jsonl[.gz]")
  private List<Path> files = List.of();

  @Mixin private JsonLinesOption out = new JsonLinesOption();

  @Override
  public Integer call() throws IOException {
    List<ClusterEval.Result> results = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new UsageException("There is no file " + file + " that can be read.");
      }
      ClusterEval.Result result = measure(file);
      results.add(result);
      System.out.println("file " + file.getFileName() + " " + line(List.of(result)));
      BarLines.print(result.bars());
    }
    out.write(results.stream().flatMap(EvalClusterCommand::lines));
    System.out.println("eval-cluster files=" + results.size() + " " + line(results));
    return results.stream().allMatch(ClusterEval.Result::holds) ? 0 : 1;
  }

  private static ClusterEval.Result measure(Path file) {
    try {
      return ClusterEval.measure(file);
    } catch (IOException e) {
      throw new UsageException(file + " is not JSON lines of articles: " + e.getMessage());
    }
  }

  /// Of several files the means.
  private static String line(List<ClusterEval.Result> results) {
    return String.format(
        Locale.ROOT,
        "f1=%.4f precision=%.4f recall=%.4f wrong_merges=%d",
        mean(results, ClusterEval.Result::f1),
        mean(results, ClusterEval.Result::precision),
        mean(results, ClusterEval.Result::recall),
        results.stream().mapToInt(ClusterEval.Result::wrongMerges).sum());
  }

  private static double mean(
      List<ClusterEval.Result> results, ToDoubleFunction<ClusterEval.Result> value) {
    return results.stream().mapToDouble(value).average().orElse(0);
  }

  private static Stream<ObjectNode> lines(ClusterEval.Result result) {
    return result.stories().entrySet().stream()
        .map(item ->
            JSON.createObjectNode().put("id", item.getKey()).put("cluster", item.getValue()));
  }
}
