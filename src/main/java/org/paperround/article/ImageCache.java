package org.paperround.article;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files in a folder of their own, at most so many bytes in all; what was used longest ago goes
/// first. What cannot be kept or read is as if it had never been there: it is only a cache.
/// Thread-safe; not to be shared by two processes that matter, which would count only their own.
final class ImageCache {
  private static final Logger LOG = LoggerFactory.getLogger(ImageCache.class);
  private static final String NAME = "[0-9a-f]{64}\\.(jpg|png)";

  private final Path folder;
  private final long most;
  private final Map<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
  private long total;

  ImageCache(Path folder, long most) {
    this.folder = folder;
    this.most = most;
    try {
      Files.createDirectories(folder);
      found().forEach(file -> count(file.name(), file.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder + " cannot be used for images (images.cache-directory)", e);
    }
  }

  private record Found(String name, long size, Instant used) {}

  /// What an earlier run left, the longest unused first.
  private List<Found> found() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(NAME))
          .map(ImageCache::found)
          .sorted(Comparator.comparing(Found::used))
          .toList();
    }
  }

  private static Found found(Path file) {
    try {
      return new Found(
          file.getFileName().toString(),
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized Optional<byte[]> get(String name, Instant now) {
    if (sizes.get(name) == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      Files.setLastModifiedTime(folder.resolve(name), FileTime.from(now));
      return Optional.of(bytes);
    } catch (IOException e) {
      LOG.warn("An image is not in the cache any more: {}", e.toString());
      forget(name);
      return Optional.empty();
    }
  }

  synchronized void put(String name, byte[] bytes) {
    try {
      // Whole or not at all, also when the process ends meanwhile.
      Path written = Files.createTempFile(folder, "new", null);
      Files.write(written, bytes);
      Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      forget(name);
      count(name, bytes.length);
      makeRoom();
    } catch (IOException e) {
      LOG.warn("An image could not be kept: {}", e.toString());
    }
  }

  private void makeRoom() throws IOException {
    Iterator<Map.Entry<String, Long>> oldest = sizes.entrySet().iterator();
    while (total > most && oldest.hasNext()) {
      Map.Entry<String, Long> file = oldest.next();
      Files.deleteIfExists(folder.resolve(file.getKey()));
      total -= file.getValue();
      oldest.remove();
    }
  }

  private void count(String name, long size) {
    sizes.put(name, size);
    total += size;
  }

  private void forget(String name) {
    Long size = sizes.remove(name);
    total -= size == null ? 0 : size;
  }
}
