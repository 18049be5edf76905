package org.paperround.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.paperround.mail.DkimAlgorithm;
import org.paperround.mail.DkimKey;

/// What the demo keeps between runs, in one folder: its database, its keys, its inbox and the
/// number of the last run. One process has it at a time; the lock ends with the process, however it
/// ends.
public final class DemoFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private DemoFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// The folder, made when absent; empty when a demo works in it already.
  public static Optional<DemoFolder> take(Path folder) throws IOException {
    Path absolute = Files.createDirectories(folder.toAbsolutePath());
    FileChannel channel =
        FileChannel.open(
            absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new DemoFolder(absolute, channel));
      }
    } catch (OverlappingFileLockException e) {
      // held within this very process
    }
    channel.close();
    return Optional.empty();
  }

  public Path database() {
    return folder.resolve("postgres");
  }

  public Path inbox() {
    return folder.resolve("inbox");
  }

  /// The keyring setting of this demo, made on the first call.
  public String tokenKeys() throws IOException {
    Path file = folder.resolve("link-keys");
    if (!Files.exists(file)) {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Files.writeString(
          file, "1:" + Base64.getEncoder().encodeToString(key), StandardCharsets.US_ASCII);
    }
    return Files.readString(file, StandardCharsets.US_ASCII);
  }

  /// The file of the DKIM private key, made on the first call.
  public Path dkimKey() throws IOException {
    Path file = folder.resolve("dkim.pem");
    if (!Files.exists(file)) {
      DkimKey.generate(DkimAlgorithm.RSA).write(file);
    }
    return file;
  }

  /// Counts this run; the first is 1.
  public int nextRun() throws IOException {
    Path file = folder.resolve("run");
    int run = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) + 1 : 1;
    Files.writeString(file, Integer.toString(run));
    return run;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /// Forgets everything; the folder stays this process's.
  public void forget() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> !file.endsWith("lock")).toList()) {
        delete(file);
      }
    }
  }

  /// Removes a file, or a folder with all that is in it.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
