package org.paperround.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.digest.lint.Finding;
import org.paperround.digest.lint.MailLint;
import org.paperround.mail.ReadMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks for what may be wrong with an edition, or with one mail. Exit 0: no error; 1: errors; 2:
/// no such edition or file, or not a mail.
@Command(
    name = "lint",
    description = "Says what may be wrong with an edition's mails, or with the mail in a file.",
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--no-links",
      description = "Does not ask whether the pages that an edition links to are there.")
  private boolean withoutPages;

  @Parameters(paramLabel = "EDITION|latest|FILE.eml")
  private String what = "";

  @Override
  public Integer call() {
    List<Finding> found = isFile() ? mail() : edition();
    found.forEach(System.out::println);
    long errors =
        found.stream().filter(finding -> finding.severity() == Finding.Severity.ERROR).count();
    System.out.println("lint errors=" + errors + " warnings=" + (found.size() - errors));
    return errors > 0 ? 1 : 0;
  }

  private boolean isFile() {
    return what.toLowerCase(Locale.ROOT).endsWith(".eml");
  }

  private List<Finding> mail() {
    Path file = Path.of(what);
    if (!Files.isReadable(file)) {
      throw new UsageException("There is no file " + file + " that can be read.");
    }
    try {
      byte[] message = Files.readAllBytes(file);
      requireMail(file, message);
      return MailLint.check(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By itself, so that a fault of ours is not taken for one of the mail.
  private static void requireMail(Path file, byte[] message) {
    try {
      ReadMail.parse(message);
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + " is " + e.getMessage() + ".");
    }
  }

  private List<Finding> edition() {
    return database.withEngine(
        InstantSource.system(),
        engine ->
            engine
                .editionLint()
                .check(EditionCommand.find(engine.editions(), what), !withoutPages));
  }
}
