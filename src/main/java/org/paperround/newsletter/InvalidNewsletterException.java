package org.paperround.newsletter;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// A newsletter that cannot be offered as described; the message names every problem, one a line.
public final class InvalidNewsletterException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<NewsletterProblem> problems;

  InvalidNewsletterException(List<NewsletterProblem> problems) {
    super(problems.stream().map(NewsletterProblem::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<NewsletterProblem> problems() {
    return problems;
  }
}
