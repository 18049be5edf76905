package org.paperround.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.eval.HeadlineEval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// How well the better of several subjects is found.
@Command(
    name = "headlines",
    description = "Measures how well the better of several subjects is found.",
    mixinStandardHelpOptions = true)
final class EvalHeadlinesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.jsonl[.gz]")
  private Path file = Path.of(".");

  @Override
  public Integer call() {
    HeadlineEval.Result result = measure();
    System.out.printf(
        Locale.ROOT,
        "tests=%d, a fifth of the audience and then the best so far: ctr=%.5f%n",
        result.tests(),
        result.winner());
    BarLines.print(result.bars());
    System.out.printf(
        Locale.ROOT,
        "eval-headlines pairs=%d accuracy=%.4f ctr_policy=%.5f ctr_uniform=%.5f ctr_oracle=%.5f%n",
        result.pairs(),
        result.accuracy(),
        result.policy(),
        result.uniform(),
        result.oracle());
    return result.holds() ? 0 : 1;
  }

  private HeadlineEval.Result measure() {
    try {
      return HeadlineEval.measure(file);
    } catch (IOException e) {
      throw new UsageException("Nothing can be measured: " + e.getMessage());
    }
  }
}
