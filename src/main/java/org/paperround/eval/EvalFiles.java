package org.paperround.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The files that a measure is given.
final class EvalFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EvalFiles() {}

  /// A JSON value a line, of a plain file or a `.gz`; empty lines are nothing.
  ///
  /// @throws IOException when it cannot be read, or a line is not JSON
  static List<JsonNode> jsonLines(Path file) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          values.add(JSON.readTree(line));
        }
      }
    }
    return values;
  }

  /// A file is itself; of a folder, and the folders in it, those that are `wanted`, by their paths.
  static List<Path> of(List<Path> paths, Predicate<Path> wanted) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> all = Files.walk(path)) {
          all.filter(file -> Files.isRegularFile(file) && wanted.test(file))
              .sorted()
              .forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }
}
