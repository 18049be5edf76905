package org.paperround.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.paperround.cli.CommandLineInterface;

/// Runs a command as at the shell, in this process.
public final class CommandLine {
  private CommandLine() {}

  /// `out`: what it printed on stdout, without the last line break.
  public record Ran(int status, String out) {}

  public static Ran run(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int status = CommandLineInterface.run(arguments);
      return new Ran(status, out.toString(StandardCharsets.UTF_8).strip());
    } finally {
      System.setOut(before);
    }
  }

  /// With `--database` at the end.
  public static Ran on(TestDatabase database, String... arguments) {
    return run(
        Stream.concat(Stream.of(arguments), Stream.of("--database", database.url()))
            .toArray(String[]::new));
  }
}
