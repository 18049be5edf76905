package org.paperround.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text that an editor has in a file, or pipes in.
final class TextOption {
  static final String LABEL = "FILE|-";

  private TextOption() {}

  /// The UTF-8 text of that file; of stdin for `-`.
  ///
  /// @throws UsageException when it cannot be read
  static String read(String file) {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UsageException("The text cannot be read from " + file + ": " + e.getMessage());
    }
  }
}
