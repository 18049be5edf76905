package org.paperround.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.platform.database.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Brings the schema to this version.
@Command(
    name = "migrate",
    description = "Brings the database schema to this version of the engine.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    Config config = database.config(database.url);
    try (Database target = Database.connect(config.database())) {
      List<String> applied = target.migrate(Paperround.javaMigrations());
      applied.forEach(System.err::println);
      System.out.println("migrate applied=" + applied.size());
      return 0;
    }
  }
}
