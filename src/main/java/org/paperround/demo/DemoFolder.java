package org.paperround.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;
import org.paperround.mail.DkimKey;

/// What the demo keeps between runs, in one folder: its database, its keys, its inbox and the
/// number of the last run.
public final class DemoFolder {
  private final Path folder;

  public DemoFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath());
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
      DkimKey.generate().write(file);
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

  /// Forgets everything.
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
