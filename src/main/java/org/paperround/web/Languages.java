package org.paperround.web;

import com.ibm.icu.util.ULocale;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paperround.platform.template.Messages;
import org.paperround.subscriber.Preferences;
import org.paperround.web.request.AcceptedLanguage;

/// Which language a page speaks: the one asked for (`?lang=`, or the form's), else the reader's
/// own, else the first of the browser's that we have, else English.
final class Languages {
  private static final List<Locale> OURS =
      Messages.LANGUAGES.stream().map(Locale::forLanguageTag).toList();

  private Languages() {}

  static Locale of(Context ctx) {
    return asked(ctx).orElseGet(() -> AcceptedLanguage.of(ctx));
  }

  static Locale of(Context ctx, Locale readers) {
    return asked(ctx)
        .or(() -> supported(readers.getLanguage()))
        .orElseGet(() -> AcceptedLanguage.of(ctx));
  }

  /// As the reader's, if there is one.
  static Locale of(Context ctx, Optional<Preferences> reader) {
    return reader.map(found -> of(ctx, found.locale())).orElseGet(() -> of(ctx));
  }

  /// Of a page that is kept for everybody: does not depend on who asks first, but on what is asked
  /// for by name; else its own.
  static Locale ofEverybody(Context ctx, Locale own) {
    return asked(ctx).or(() -> supported(own.getLanguage())).orElse(Locale.ENGLISH);
  }

  static Optional<Locale> supported(String language) {
    return OURS.stream().filter(locale -> locale.getLanguage().equals(language)).findFirst();
  }

  /// `rtl` where the language is written from right to left.
  static String direction(Locale language) {
    return ULocale.forLocale(language).isRightToLeft() ? "rtl" : "ltr";
  }

  /// In which dates are written: of several Englishes, the one that has the day first.
  static Locale ofDates(Locale language) {
    return language.getLanguage().equals("en") ? Locale.UK : language;
  }

  /// With its day of the week.
  static String fullDate(LocalDate day, Locale language) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
        .withLocale(ofDates(language))
        .format(day);
  }

  /// For the links at the foot of each page: code and name in that language itself.
  static List<Choice> choices(Locale present) {
    return OURS.stream()
        .map(locale ->
            new Choice(
                locale.getLanguage(),
                capital(locale.getDisplayLanguage(locale), locale),
                locale.equals(present)))
        .toList();
  }

  private static Optional<Locale> asked(Context ctx) {
    return Optional.ofNullable(ctx.queryParam("lang")).flatMap(Languages::supported);
  }

  private static String capital(String text, Locale locale) {
    return text.substring(0, 1).toUpperCase(locale) + text.substring(1);
  }

  record Choice(String code, String name, boolean chosen) {}
}
