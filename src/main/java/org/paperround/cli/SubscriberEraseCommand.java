package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.SubscriberId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Removes a person.
@Command(
    name = "erase",
    description = {
      "Ends every subscription of a reader and removes everything that is held of them.",
      "It cannot be undone. The address is mailed again only after a new opt-in."
    },
    mixinStandardHelpOptions = true)
final class SubscriberEraseCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "ADDRESS", description = "The reader's address.")
  private String address;

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::erase);
  }

  private int erase(Paperround engine) {
    SubscriberId reader = SubscriberText.reader(engine, address);
    Provenance operator = new Provenance("operator", InstantSource.system().instant(), null, null);
    boolean erased = engine.rights().erase(reader, operator);
    System.out.println("subscriber-erase subscriber=" + reader.value() + " erased=" + erased);
    return erased ? 0 : 1;
  }
}
