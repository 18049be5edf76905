package org.paperround.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files that a measure is given.
final class EvalFiles {
  private EvalFiles() {}

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
