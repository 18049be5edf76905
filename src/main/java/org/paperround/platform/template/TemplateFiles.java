package org.paperround.platform.template;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of `templates/`: those of a theme's folder first, where there is one; and of each
/// folder those of an operator (`--templates DIR`) before those in the jar.
final class TemplateFiles {
  private final @Nullable Path overrides;
  private final String theme;

  TemplateFiles(@Nullable Path overrides) {
    this(overrides, "");
  }

  /// `theme`: the path of its folder with a slash at its end, or empty.
  private TemplateFiles(@Nullable Path overrides, String theme) {
    this.overrides = overrides;
    this.theme = theme;
  }

  TemplateFiles themed(String name) {
    return new TemplateFiles(overrides, "themes/" + name + "/");
  }

  InputStream open(String name) throws IOException {
    for (String path : paths(name)) {
      if (isOperators(path)) {
        return Files.newInputStream(operators(path));
      }
      InputStream in = built(path);
      if (in != null) {
        return in;
      }
    }
    throw new FileNotFoundException("no template templates/" + name);
  }

  /// Where a file is that [#open] would read, in words that its author can follow.
  String place(String name) {
    for (String path : paths(name)) {
      if (isOperators(path)) {
        return operators(path).toString();
      }
      if (TemplateFiles.class.getResource("/templates/" + path) != null) {
        return "templates/" + path;
      }
    }
    return overrides == null ? "templates/" + name : operators(name).toString();
  }

  /// The names of the themes in the operator's folder.
  List<String> operatorsThemes() {
    if (overrides == null || !Files.isDirectory(operators("themes"))) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(operators("themes"))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> paths(String name) {
    return theme.isEmpty() ? List.of(name) : List.of(theme + name, name);
  }

  private boolean isOperators(String path) {
    return overrides != null && Files.isRegularFile(operators(path));
  }

  private Path operators(String path) {
    return overrides == null ? Path.of(path) : overrides.resolve(path);
  }

  private static @Nullable InputStream built(String path) {
    return TemplateFiles.class.getResourceAsStream("/templates/" + path);
  }
}
