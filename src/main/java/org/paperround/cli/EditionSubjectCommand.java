package org.paperround.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paperround.digest.lint.MailLint;
import org.paperround.edition.Decision;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;
import org.paperround.edition.StaffActor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gives the edition a subject, or several that are tried on its readers; without one, the lead
/// story's. Says what speaks against them, and takes them all the same.
@Command(
    name = "subject",
    description = {
      "Gives the edition a subject; without one, the lead story's.",
      "Of several, up to four, each reader gets one: more and more the one that is clicked most."
    },
    mixinStandardHelpOptions = true)
final class EditionSubjectCommand extends EditionAct {
  @Parameters(index = "1..*", arity = "0..*", paramLabel = "SUBJECT")
  private List<String> subjects = new ArrayList<>();

  @Option(names = "--preheader", description = "What inboxes show after the subject.")
  private @Nullable String preheader;

  @Override
  Decision act(Editions editions, EditionId id) {
    Decision decision = editions.words(id, subjects, preheader, StaffActor.CLI);
    if (decision instanceof Decision.Done) {
      MailLint.checkWords(subjects, preheader).forEach(System.out::println);
    }
    return decision;
  }
}
