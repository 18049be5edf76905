package org.paperround.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Config;
import org.paperround.mail.DkimAlgorithm;
import org.paperround.mail.DkimConfig;
import org.paperround.mail.DkimKey;
import org.paperround.mail.DkimSigner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Checks the configured keys.
@Command(
    name = "check",
    description =
        "Checks that every configured key signs what its public key verifies, and prints the DNS"
            + " records that must be published.",
    mixinStandardHelpOptions = true)
final class DkimCheckCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--record",
      paramLabel = "TEXT",
      description = "What DNS says of the first selector, to compare: v=DKIM1; k=...; p=...")
  private @Nullable String record;

  @Override
  public Integer call() throws IOException {
    Config config = database.config(databaseAddress());
    DkimConfig dkim = config.dkim();
    if (dkim.keys().isEmpty()) {
      throw new UsageException(
          "Nothing is signed: set dkim.domain, dkim.selector and dkim.private-key.");
    }
    DkimSigner signer = DkimSigner.of(dkim, System.err::println);
    for (DkimConfig.Key key : dkim.keys()) {
      System.out.println(
          DkimGenerateCommand.zoneLine(
              key.selector(), dkim.domain(), DkimKey.read(key.privateKey())));
    }
    boolean matches = matches(DkimKey.read(dkim.keys().getFirst().privateKey()));
    System.out.println(
        "dkim-check domain="
            + dkim.domain()
            + " keys="
            + dkim.keys().size()
            + " signatures="
            + signer.algorithms().stream()
                .map(DkimAlgorithm::keyType)
                .collect(Collectors.joining(","))
            + " provider="
            + signer.provider()
            + " matches="
            + matches);
    return matches ? 0 : 1;
  }

  /// Keys are checked without a database, so none need be given.
  private @Nullable String databaseAddress() {
    boolean given =
        database.url != null
            || database.file != null
            || System.getenv().containsKey("PAPERROUND_DATABASE_URL");
    return given ? database.url : "jdbc:postgresql:unused";
  }

  private boolean matches(DkimKey key) {
    return key.matches(record == null ? key.record() : record);
  }
}
