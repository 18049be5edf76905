package org.paperround.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One demo at a time works in a folder; a run that is over leaves it free.
class DemoFolderTest {
  @TempDir Path folder;

  @Test
  void aFolderInUseIsNotGivenTwice() throws IOException {
    try (DemoFolder first = DemoFolder.take(folder).orElseThrow()) {
      assertThat(first.nextRun()).isEqualTo(1);
      assertThat(DemoFolder.take(folder)).isEmpty();
    }
    try (DemoFolder second = DemoFolder.take(folder).orElseThrow()) {
      assertThat(second.nextRun()).isEqualTo(2);
    }
  }

  @Test
  void whatIsForgottenBeginsAgainAndStaysInThisProcessesHands() throws IOException {
    try (DemoFolder folder = DemoFolder.take(this.folder).orElseThrow()) {
      folder.nextRun();
      folder.nextRun();

      folder.forget();

      assertThat(folder.nextRun()).isEqualTo(1);
      assertThat(DemoFolder.take(this.folder)).isEmpty();
    }
  }

  @Test
  void keysStayTheSameFromRunToRun() throws IOException {
    String keys;
    try (DemoFolder first = DemoFolder.take(folder).orElseThrow()) {
      keys = first.tokenKeys();
    }
    try (DemoFolder second = DemoFolder.take(folder).orElseThrow()) {
      assertThat(second.tokenKeys()).isEqualTo(keys);
    }
  }
}
