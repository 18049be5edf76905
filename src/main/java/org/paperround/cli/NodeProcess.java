package org.paperround.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paperround.platform.config.Settings;

/// A node in a process of its own: the java, the options and the classes that this process was
/// started with, and `serve`, configured by its environment as an operator would.
final class NodeProcess {
  private static final String MAIN = "org.paperround.Main";

  private NodeProcess() {}

  /// `settings` by their keys (`relay.port`); nothing else of this process's configuration is
  /// handed on.
  static Process start(Map<String, String> settings, String roles, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of("serve", "--roles", roles));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PAPERROUND_"));
    settings.forEach((key, value) -> builder.environment().put(Settings.variable(key), value));
    return builder.start();
  }
}
