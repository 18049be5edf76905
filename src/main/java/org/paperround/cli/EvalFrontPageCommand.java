package org.paperround.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.eval.FrontPageEval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Whether the score puts first what a portal's editors put first.
@Command(
    name = "frontpage",
    description = "Measures whether the score puts first what a portal's own feed has first.",
    mixinStandardHelpOptions = true)
final class EvalFrontPageCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR")
  private Path folder = Path.of(".");

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description = "The name of the feed, in each day's folder, whose order is the measure.")
  private String reference = "";

  @Override
  public Integer call() {
    FrontPageEval.Result result = measure();
    for (FrontPageEval.Day day : result.days()) {
      System.out.printf(
          Locale.ROOT,
          "day %s auc=%.4f formula_auc=%.4f recency_auc=%.4f%n",
          day.folder().getFileName(),
          day.engine(),
          day.formula(),
          day.recency());
    }
    BarLines.print(result.bars());
    System.out.printf(
        Locale.ROOT,
        "eval-frontpage days=%d auc=%.4f low=%.4f high=%.4f formula_auc=%.4f recency_auc=%.4f%n",
        result.days().size(),
        result.auc(),
        result.low(),
        result.high(),
        result.formula(),
        result.recency());
    return result.holds() ? 0 : 1;
  }

  private FrontPageEval.Result measure() {
    try {
      return FrontPageEval.measure(folder, reference);
    } catch (IOException e) {
      throw new UsageException("Nothing can be measured: " + e.getMessage());
    }
  }
}
