package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Does what the start does: reads themes, and makes every mail with them. Exit 0: all is well; 1:
/// something is wrong.
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
    List<String> problems = database.withEngine(InstantSource.system(), this::problems);
    problems.forEach(System.out::println);
    System.out.println("theme-check problems=" + problems.size());
    return problems.isEmpty() ? 0 : 1;
  }

  private List<String> problems(Paperround engine) {
    return name == null ? engine.themeCheck().problems() : engine.themeCheck().problems(name);
  }
}
