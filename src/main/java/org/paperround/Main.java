package org.paperround;

import org.paperround.cli.CommandLineInterface;

/// Hands the arguments to cli, nothing else.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandLineInterface.run(arguments));
  }
}
