package org.paperround.platform.template;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.exceptions.TemplateProcessingException;

/// A template, or a text in one, that cannot be rendered; the message begins with its file and
/// line.
public final class BrokenTemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BrokenTemplateException(String message, Throwable cause) {
    super(message, cause);
  }

  /// At a place that is known.
  static BrokenTemplateException at(String file, int line, String what, Throwable fault) {
    return new BrokenTemplateException(file + ":" + line + ": " + sentence(what), fault);
  }

  /// Of the template `rendered`. The innermost place that Thymeleaf names is where the mistake is,
  /// unless a text that it takes knows better; the root says what it is.
  static BrokenTemplateException of(
      String rendered, TemplateProcessingException fault, TemplateFiles files) {
    String name = rendered;
    int line = 1;
    Throwable root = fault;
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenTemplateException known) {
        return known;
      }
      root = cause;
      if (cause instanceof TemplateProcessingException place) {
        line = place.getLine() == null ? line : place.getLine();
        name = place.getTemplateName() == null ? name : place.getTemplateName();
      }
    }
    return new BrokenTemplateException(
        files.place(name) + ":" + line + ": " + sentence(root.getMessage()), fault);
  }

  private static String sentence(@Nullable String message) {
    return message == null
        ? "cannot be read"
        : message
            .strip()
            .replaceFirst("^\\(Line = \\d+, Column = \\d+\\) ", "")
            .replaceAll("\\s+", " ");
  }
}
