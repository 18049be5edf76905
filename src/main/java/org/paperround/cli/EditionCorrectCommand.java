package org.paperround.cli;

import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes to everybody who had a story that something in it was wrong.
@Command(
    name = "correct",
    description = "Sends a correction to everybody who had the story, and to nobody else.",
    mixinStandardHelpOptions = true)
final class EditionCorrectCommand extends EditionAct {
  @Parameters(index = "1", paramLabel = "STORY", description = "Its id, as `edition show` has it.")
  private String story = "";

  @Option(names = "--subject", required = true, paramLabel = "TEXT", description = "Of the mail.")
  private String subject = "";

  @Option(
      names = "--text",
      required = true,
      paramLabel = TextOption.LABEL,
      description = "Plain text, an empty line between paragraphs; - reads it from stdin.")
  private String text = "";

  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.correct(id, story(story), subject, TextOption.read(text), StaffActor.CLI);
  }
}
