package org.paperround.cli;

import org.jspecify.annotations.Nullable;
import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gives the edition a subject; without one, the lead story's.
@Command(
    name = "subject",
    description = "Gives the edition a subject; without one, the lead story's.",
    mixinStandardHelpOptions = true)
final class EditionSubjectCommand extends EditionAct {
  @Parameters(index = "1", arity = "0..1", paramLabel = "SUBJECT")
  private @Nullable String subject;

  @Option(names = "--preheader", description = "What inboxes show after the subject.")
  private @Nullable String preheader;

  @Override
  Decision act(Editions editions, EditionId id) {
    return editions.words(id, subject, preheader, StaffActor.CLI);
  }
}
