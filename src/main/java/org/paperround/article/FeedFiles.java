package org.paperround.article;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The feeds that the ingest command is given: addresses, files, or folders of files.
final class FeedFiles {
  private static final long MAX_BYTES = 50_000_000;

  private FeedFiles() {}

  /// A folder's files in the order of their names; anything else is itself.
  static List<String> expand(String given) throws IOException {
    if (isWeb(given) || !Files.isDirectory(Path.of(given))) {
      return List.of(given);
    }
    try (Stream<Path> files = Files.list(Path.of(given))) {
      return files
          .filter(file -> Files.isRegularFile(file) && !isHidden(file))
          .sorted()
          .map(Path::toString)
          .toList();
    }
  }

  static boolean isWeb(String given) {
    return given.regionMatches(true, 0, "http://", 0, 7)
        || given.regionMatches(true, 0, "https://", 0, 8);
  }

  static byte[] read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("the file is larger than " + MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  /// `bbc.xml` is `bbc`; an address is its host and path.
  static String slug(String given) {
    String name =
        isWeb(given)
            ? given.replaceFirst("(?i)^https?://(www\\.)?", "")
            : String.valueOf(Path.of(given).getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    String slug = Sections.slug(name);
    return slug.isEmpty() ? "feed" : slug;
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }
}
