package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every source is as google-java-format writes it. `.ci/format` repairs what this finds.
class FormatTest {
  @Test
  void everySourceIsFormatted() throws IOException {
    boolean fix = Boolean.getBoolean("format.fix");
    List<Path> unformatted =
        sources().parallelStream().filter(source -> !isFormatted(source, fix)).toList();
    assertThat(unformatted).as("run .ci/format").isEmpty();
  }

  private static boolean isFormatted(Path source, boolean fix) {
    try {
      String text = Files.readString(source);
      String formatted = new Formatter().formatSourceAndFixImports(text);
      if (fix && !formatted.equals(text)) {
        Files.writeString(source, formatted);
      }
      return fix || formatted.equals(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new IllegalStateException(source + " cannot be parsed", e);
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
