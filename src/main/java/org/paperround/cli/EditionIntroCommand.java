package org.paperround.cli;

import org.jspecify.annotations.Nullable;
import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes what stands above the stories of a digest, or takes it out.
@Command(
    name = "intro",
    description =
        "Introduces the edition's stories in the editor's words; without a text, in none.",
    mixinStandardHelpOptions = true)
final class EditionIntroCommand extends EditionAct {
  @Option(
      names = "--text",
      paramLabel = TextOption.LABEL,
      description = "Plain text, an empty line between paragraphs; - reads it from stdin.")
  private @Nullable String text;

  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.introduce(id, text == null ? "" : TextOption.read(text), StaffActor.CLI);
  }
}
