package org.paperround.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.delivery.Account;
import org.paperround.edition.Edition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Prints the account of an edition. Exit 0: closed; 1: open, or nothing is frozen yet; 2: no such
/// edition.
@Command(
    name = "account",
    description = "Says what became of every reader of the edition.",
    mixinStandardHelpOptions = true)
final class EditionAccountCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID|latest")
  private String edition = "";

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::print);
  }

  private int print(Paperround engine) {
    Edition found = EditionCommand.find(engine.editions(), edition);
    Optional<Account> account = engine.deliveries().account(found.id());
    if (account.isEmpty()) {
      System.err.println(
          "Edition "
              + found.id()
              + " is "
              + EditionText.lower(found.state())
              + ": it has no audience yet.");
      return 1;
    }
    RunText.of(engine.deliveries(), found.id()).forEach(System.out::println);
    System.out.println(AccountLine.of(account.get()));
    return account.get().closed() ? 0 : 1;
  }
}
