package org.paperround.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.paperround.mail.DkimAlgorithm;
import org.paperround.mail.DkimKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes a key.
@Command(
    name = "generate",
    description = "Makes a key and prints the DNS record to publish.",
    mixinStandardHelpOptions = true)
final class DkimGenerateCommand implements Callable<Integer> {
  @Option(
      names = "--domain",
      required = true,
      paramLabel = "D",
      description = "The domain that signs: that of From, or its parent.")
  private String domain;

  @Option(
      names = "--selector",
      required = true,
      paramLabel = "S",
      description = "The key's name in DNS, such as s2026a.")
  private String selector;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the private key goes; an existing file is never overwritten.")
  private Path file;

  @Option(
      names = "--algorithm",
      paramLabel = "A",
      defaultValue = "rsa",
      description =
          "rsa (2048 bits, what every receiver verifies) or ed25519 (signs beside an RSA key).")
  private DkimAlgorithm algorithm;

  static String zoneLine(String selector, String domain, DkimKey key) {
    return selector + "._domainkey." + domain + " IN TXT \"" + key.record() + "\"";
  }

  @Override
  public Integer call() {
    DkimKey key = DkimKey.generate(algorithm);
    try {
      key.write(file);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(file + " exists already: give another --out");
    } catch (IOException e) {
      throw new UsageException("The key cannot be written: " + e.getMessage());
    }
    System.err.println("The private key is in " + file + ". Publish this TXT record:");
    System.out.println(zoneLine(selector, domain, key));
    System.out.println(
        "dkim-generate domain="
            + domain
            + " selector="
            + selector
            + " algorithm="
            + algorithm.keyType());
    return 0;
  }
}
