package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");

  @TempDir Path folder;

  @Test
  void whatWasUsedLongestAgoMakesRoom() {
    ImageCache cache = new ImageCache(folder, 250);
    cache.put(name('a'), new byte[100]);
    cache.put(name('b'), new byte[100]);
    assertThat(cache.get(name('a'), NOW)).isPresent();
    cache.put(name('c'), new byte[100]);

    assertThat(cache.get(name('b'), NOW)).isEmpty();
    assertThat(cache.get(name('a'), NOW)).hasValue(new byte[100]);
    assertThat(cache.get(name('c'), NOW)).isPresent();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void whatAnEarlierRunKeptIsKnownAndBounded() throws IOException {
    ImageCache earlier = new ImageCache(folder, 1_000);
    earlier.put(name('a'), new byte[100]);
    earlier.put(name('b'), new byte[100]);
    earlier.get(name('b'), NOW.minusSeconds(60));
    earlier.get(name('a'), NOW);
    Files.writeString(folder.resolve("somebody-elses.txt"), "x");

    ImageCache cache = new ImageCache(folder, 250);
    cache.put(name('c'), new byte[100]);

    assertThat(cache.get(name('b'), NOW)).isEmpty();
    assertThat(cache.get(name('a'), NOW)).isPresent();
    assertThat(folder.resolve("somebody-elses.txt")).exists();
  }

  @Test
  void aFileThatWentIsAsIfItHadNeverBeen() throws IOException {
    ImageCache cache = new ImageCache(folder, 250);
    cache.put(name('a'), new byte[200]);
    Files.delete(folder.resolve(name('a')));

    assertThat(cache.get(name('a'), NOW)).isEmpty();
    cache.put(name('b'), new byte[200]);
    assertThat(cache.get(name('b'), NOW)).isPresent();
  }

  private static String name(char letter) {
    return String.valueOf(letter).repeat(64) + ".jpg";
  }
}
