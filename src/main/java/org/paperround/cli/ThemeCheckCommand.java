package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.app.ThemeCheck;
import org.paperround.digest.lint.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Does what the start does: reads themes, and makes every mail with them; and names the texts that
/// have no translation. Exit 0: nothing stops the start; 1: something is wrong.
@Command(
    name = "check",
    description = "Says what is wrong with a theme, or with all, before anybody is mailed.",
    mixinStandardHelpOptions = true)
final class ThemeCheckCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Of this theme; else of all that newsletters have, and those in --templates.")
  private @Nullable String name;

  @Override
  public Integer call() {
    Found found = database.withEngine(InstantSource.system(), engine -> of(engine.themeCheck()));
    found.problems().forEach(System.out::println);
    found.warnings().forEach(System.out::println);
    System.out.println(
        "theme-check problems=" + found.problems().size() + " warnings=" + found.warnings().size());
    return found.problems().isEmpty() ? 0 : 1;
  }

  private record Found(List<String> problems, List<Finding> warnings) {}

  private Found of(ThemeCheck check) {
    return name == null
        ? new Found(check.problems(), check.untranslated())
        : new Found(check.problems(name), check.untranslated(name));
  }
}
