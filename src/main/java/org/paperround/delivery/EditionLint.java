package org.paperround.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.paperround.digest.Digests;
import org.paperround.digest.lint.DeadLinks;
import org.paperround.digest.lint.Finding;
import org.paperround.digest.lint.MailLint;
import org.paperround.digest.lint.Rule;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.Pool;
import org.paperround.edition.Words;

/// What may be wrong with an edition before anybody gets it: its mails to typical readers in every
/// language, made by what sends, read as clients do; the texts that they have in English for want
/// of a translation; and its pages. Thread-safe.
public final class EditionLint {
  private final Collaborators with;
  private final SampleMails samples;
  private final DeadLinks deadLinks;

  public EditionLint(Collaborators with, SampleMails samples, DeadLinks deadLinks) {
    this.with = with;
    this.samples = samples;
    this.deadLinks = deadLinks;
  }

  /// What was found, each thing once, in the first sample that shows it. `links`: asks for every
  /// page, too.
  public List<Finding> check(Edition edition, boolean links) {
    Pool pool = with.editions().pool(edition.id());
    List<SampleMails.Sample> mails = samples.of(edition, pool);
    List<Finding> found = new ArrayList<>();
    if (mails.isEmpty() || samples.tooFew(edition, pool)) {
      found.add(
          new Finding(
              Finding.Severity.ERROR,
              Rule.SIZE,
              "edition",
              "It has too few stories that can be shown, so a new reader gets no mail."));
    }
    Set<Finding> known = new HashSet<>();
    for (SampleMails.Sample mail : mails) {
      with.digests().lint(mail.message()).stream()
          .filter(known::add)
          .map(finding -> finding.in(mail.name()))
          .forEach(found::add);
    }
    found.addAll(with.digests().lintTexts(with.newsletters().get(edition.newsletter())));
    found.addAll(otherSubjects(edition).toList());
    found.addAll(images(pool).toList());
    if (links) {
      found.addAll(deadLinks.among(pages(pool)));
    }
    return found.stream().sorted(Finding.ORDER).toList();
  }

  /// What was found in this one mail.
  public List<Finding> check(SampleMails.Sample mail) {
    return with.digests().lint(mail.message()).stream().sorted(Finding.ORDER).toList();
  }

  /// The samples bear the first one.
  private static Stream<Finding> otherSubjects(Edition edition) {
    Words words = edition.words();
    return MailLint.checkWords(words.subjects(), words.preheader()).stream()
        .filter(finding -> finding.place().startsWith("subject/"));
  }

  /// The mail falls back to the headline.
  private static Stream<Finding> images(Pool pool) {
    return usable(pool)
        .filter(card -> Digests.hasSilentImage(card.content()))
        .map(card ->
            new Finding(
                Finding.Severity.WARNING,
                Rule.IMAGE_ALT,
                "card/" + card.ordinal(),
                "The image of \""
                    + card.content().headline()
                    + "\" has no alternative text; its headline stands in."));
  }

  private static List<String> pages(Pool pool) {
    return usable(pool).map(card -> card.content().url()).toList();
  }

  private static Stream<Card> usable(Pool pool) {
    return pool.cards().stream().filter(Card::usable);
  }
}
