package org.paperround.web.request;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paperround.platform.template.Messages;

/// The first language that a browser says it wants (Accept-Language, RFC 9110 12.5.4) and we have;
/// English for none, and for what is no such header.
public final class AcceptedLanguage {
  private static final List<Locale> OURS =
      Messages.LANGUAGES.stream().map(Locale::forLanguageTag).toList();

  private AcceptedLanguage() {}

  public static Locale of(Context ctx) {
    String header = Optional.ofNullable(ctx.header("Accept-Language")).orElse("");
    try {
      Locale found =
          header.isBlank() ? null : Locale.lookup(Locale.LanguageRange.parse(header), OURS);
      return found == null ? Locale.ENGLISH : found;
    } catch (IllegalArgumentException e) {
      return Locale.ENGLISH;
    }
  }
}
