package org.paperround.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.eval.PersonalEval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How much better than the most important stories a digest is for readers with a taste.
@Command(
    name = "personal",
    description = "Measures on simulated readers what their clicks are good for.",
    mixinStandardHelpOptions = true)
final class EvalPersonalCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder of days of feeds; made-up stories where it is left out.")
  private @Nullable Path folder;

  @Option(
      names = "--front-page",
      defaultValue = "0",
      paramLabel = "N",
      description = "How many of the ten stories everybody gets; ${DEFAULT-VALUE} if left out.")
  private int frontPage;

  @Override
  public Integer call() {
    if (frontPage < 0 || frontPage > 10) {
      throw new UsageException("--front-page is " + frontPage + ": it must be 0 to 10.");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException("There is no folder " + folder + ".");
    }
    PersonalEval.Result result = measure();
    System.out.printf(
        Locale.ROOT,
        "days=%d topics=%d front_page=%d ndcg_popularity=%.4f%n",
        result.days(),
        result.topics(),
        frontPage,
        result.popularity());
    print("gain_20", result.at20());
    print("gain_20_without_rules", result.worth());
    print("gain_0", result.at0());
    print("gain_random", result.random());
    BarLines.print(result.bars());
    System.out.printf(
        Locale.ROOT,
        "eval-personal readers=%d gain_20=%.4f gain_0=%.4f gain_random=%.4f%n",
        result.readers(),
        result.at20().mean(),
        result.at0().mean(),
        result.random().mean());
    return result.holds() ? 0 : 1;
  }

  private static void print(String name, PersonalEval.Gain gain) {
    System.out.printf(
        Locale.ROOT, "%s=%.4f low=%.4f high=%.4f%n", name, gain.mean(), gain.low(), gain.high());
  }

  private PersonalEval.Result measure() {
    try {
      return PersonalEval.measure(Optional.ofNullable(folder), frontPage);
    } catch (IOException e) {
      throw new UsageException("Nothing can be measured: " + e.getMessage());
    }
  }
}
