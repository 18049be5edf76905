package org.paperround.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      paramLabel = "[SELECTOR=]TEXT",
      description =
          "What DNS says of a selector, without its name of the first, to compare: pr1=v=DKIM1;"
              + " k=...; p=... Once for each.")
  private List<String> records = List.of();

  @Override
  public Integer call() throws IOException {
    Config config = database.config(databaseAddress());
    DkimConfig dkim = config.dkim();
    if (dkim.keys().isEmpty()) {
      throw new UsageException(
          "Nothing is signed: set dkim.domain, dkim.selector and dkim.private-key.");
    }
    DkimSigner signer = DkimSigner.of(dkim, System.err::println);
    Map<String, String> published = published(dkim.keys());
    boolean matches = true;
    for (DkimConfig.Key key : dkim.keys()) {
      System.out.println(
          DkimGenerateCommand.zoneLine(
              key.selector(), dkim.domain(), DkimKey.read(key.privateKey())));
      String record = published.get(key.selector());
      if (record != null && !DkimKey.read(key.privateKey()).matches(record)) {
        System.err.println("The record of " + key.selector() + " holds another key.");
        matches = false;
      }
    }
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
            + " compared="
            + published.size()
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

  /// The records given, by their selectors.
  private Map<String, String> published(List<DkimConfig.Key> keys) {
    Map<String, String> published = new HashMap<>();
    for (String record : records) {
      Optional<String> named =
          keys.stream()
              .map(DkimConfig.Key::selector)
              .filter(selector -> record.startsWith(selector + "="))
              .findFirst();
      if (named.isEmpty() && !record.strip().startsWith("v=")) {
        throw new UsageException(
            "--record is the text of a TXT record, v=DKIM1; ..., after the name of a configured"
                + " selector and =: "
                + record);
      }
      String selector = named.orElseGet(() -> keys.getFirst().selector());
      published.put(selector, named.isEmpty() ? record : record.substring(selector.length() + 1));
    }
    return published;
  }
}
