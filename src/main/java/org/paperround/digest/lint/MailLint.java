package org.paperround.digest.lint;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.template.Messages;

/// Reads one mail as clients do and says what may be wrong with it: what mailbox providers refuse
/// or hide, what clients cannot show, what readers cannot read, and what follows readers who did
/// not agree to it. Pure.
public final class MailLint {
  private static final List<Inspection> INSPECTIONS =
      List.of(
          HeaderCheck::of,
          mail -> SubjectHints.of(mail.read().header("subject")),
          PreheaderCheck::of,
          SizeCheck::of,
          ForbiddenCheck::of,
          LinkCheck::of,
          ImageCheck::of,
          ContrastCheck::of,
          CssCheck::of,
          StructureCheck::of,
          TextPartCheck::of,
          UntranslatedCheck::of,
          TrackingCheck::of,
          UnsubscribeCheck::of);

  private MailLint() {}

  /// What was found, errors first.
  ///
  /// @throws IllegalArgumentException when the bytes are not a readable message
  public static List<Finding> check(byte[] message) {
    return findings(new LintedMail(message, ""));
  }

  /// As [#check], of a mail to a reader who did not agree to tracking: a link that begins with
  /// `trackedPrefix` is an error.
  public static List<Finding> checkUntracked(byte[] message, String trackedPrefix) {
    return findings(new LintedMail(message, trackedPrefix));
  }

  /// What speaks against an editor's words, before there is a mail of them; the second subject's
  /// place is `subject/2`.
  public static List<Finding> checkWords(List<String> subjects, @Nullable String preheader) {
    Stream.Builder<Finding> found = Stream.builder();
    for (int i = 0; i < subjects.size(); i++) {
      String place = i == 0 ? SubjectHints.PLACE : SubjectHints.PLACE + "/" + (i + 1);
      SubjectHints.of(subjects.get(i)).map(finding -> finding.at(place)).forEach(found);
      if (preheader != null) {
        PreheaderCheck.of(preheader, subjects.get(i)).forEach(found);
      }
    }
    return found.build().distinct().sorted(Finding.ORDER).toList();
  }

  /// The texts that readers of a language get in English; the place is `LANGUAGE/KEY`.
  public static List<Finding> checkTexts(Messages messages) {
    return UntranslatedCheck.of(messages).toList();
  }

  private static List<Finding> findings(LintedMail mail) {
    return INSPECTIONS.stream()
        .flatMap(inspection -> inspection.of(mail))
        .distinct()
        .sorted(Finding.ORDER)
        .toList();
  }

  /// One thing that is looked at.
  private interface Inspection {
    Stream<Finding> of(LintedMail mail);
  }
}
