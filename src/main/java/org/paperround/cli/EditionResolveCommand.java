package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.delivery.Deliveries;
import org.paperround.delivery.Resolution;
import org.paperround.edition.EditionId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Decides on deliveries that were handed over without an answer. Exit 0: done; 1: too late to send
/// again; 2: no such edition.
@Command(
    name = "resolve",
    description = "Decides what becomes of deliveries whose outcome is uncertain.",
    mixinStandardHelpOptions = true)
final class EditionResolveCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(index = "0", paramLabel = "ID|latest")
  private String edition = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Wish wish = new Wish();

  /// One of the two.
  static final class Wish {
    @Option(
        names = "--resend",
        description = "Send them again; a reader who has it sees the same Message-ID twice.")
    private boolean resend;

    @Option(names = "--sent", description = "Count them as sent.")
    private boolean sent;
  }

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::resolve);
  }

  private int resolve(Paperround engine) {
    Deliveries deliveries = engine.deliveries();
    EditionId id = EditionCommand.find(engine.editions(), edition).id();
    Resolution resolution = wish.resend ? deliveries.resend(id) : deliveries.countAsSent(id);
    return switch (resolution) {
      case Resolution.Done(int rows) -> {
        String what = wish.sent ? "sent" : "resend";
        System.out.println("resolve edition=" + id + " " + what + "=" + rows);
        yield 0;
      }
      case Resolution.TooLate(String why) -> {
        System.err.println(why);
        yield 1;
      }
      case Resolution.NoSuchEdition() ->
          throw new UsageException("There is no edition " + id + ".");
    };
  }
}
