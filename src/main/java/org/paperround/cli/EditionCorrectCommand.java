package org.paperround.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
      paramLabel = "FILE|-",
      description = "Plain text, an empty line between paragraphs; - reads it from stdin.")
  private String text = "";

  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.correct(id, story(story), subject, words(), StaffActor.CLI);
  }

  private String words() {
    try {
      return text.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(text));
    } catch (IOException e) {
      throw new UsageException("The text cannot be read from " + text + ": " + e.getMessage());
    }
  }
}
