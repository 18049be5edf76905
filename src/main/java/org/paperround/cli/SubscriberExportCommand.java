package org.paperround.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.subscriber.SubscriberId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Everything that is held of one person.
@Command(
    name = "export",
    description = "Prints everything that is held of a reader, as JSON.",
    mixinStandardHelpOptions = true)
final class SubscriberExportCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "ADDRESS", description = "The reader's address.")
  private String address;

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::export);
  }

  private int export(Paperround engine) {
    SubscriberId reader = SubscriberText.reader(engine, address);
    Map<String, Object> held = engine.rights().export(reader).orElseThrow();
    try {
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(held));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an export is of texts and numbers", e);
    }
    return 0;
  }
}
