package org.paperround.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that an earlier, killed run left behind stands in nobody's way.
class EmbeddedServerTest {
  @TempDir Path folder;

  @Test
  @SuppressWarnings("try") // left behind on purpose
  void aServerLeftBehindGivesUpItsFolderAndItsPort() throws IOException {
    Path data = folder.resolve("data");
    EmbeddedServer left = EmbeddedServer.durable(data, 0);
    assertThat(data.resolve("postmaster.pid")).exists();

    EmbeddedServer.stopLeftover(data);

    assertThat(data.resolve("postmaster.pid")).doesNotExist();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), left.port()));
    }
  }

  @Test
  void aFolderWithNoServerIsLeftAlone() {
    EmbeddedServer.stopLeftover(folder);
    assertThat(folder).isEmptyDirectory();
  }
}
