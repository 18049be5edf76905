package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every source is as google-java-format writes it. `.ci/format` repairs what this finds.
class FormatTest {
  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    boolean fix = Boolean.getBoolean("format.fix");
    List<Path> unformatted = new ArrayList<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      String formatted = new Formatter().formatSourceAndFixImports(text);
      if (!formatted.equals(text)) {
        if (fix) {
          Files.writeString(source, formatted);
        } else {
          unformatted.add(source);
        }
      }
    }
    assertThat(unformatted).as("run .ci/format").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
