package org.paperround.platform.template;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The texts of `templates/i18n/messages_{en,cy,fr,de}.properties` (UTF-8), in ICU message syntax,
/// so that plurals are right in each language. A language or key that is missing falls back to
/// English; a key that English lacks is a fault. Thread-safe.
public final class Messages {
  public static final List<String> LANGUAGES = List.of("en", "cy", "fr", "de");

  private static final String REFERENCE = "en";

  private final TemplateFiles files;
  private final Map<String, MessageFile> bundles = new ConcurrentHashMap<>();

  Messages(TemplateFiles files) {
    this.files = files;
  }

  /// The text of `key` in the language of `locale`; arguments are numbered from `{0}`.
  ///
  /// @throws BrokenTemplateException when the text cannot be filled in
  public String text(Locale locale, String key, Object... arguments) {
    String language = language(locale);
    MessageFile.Text text = bundle(language).texts().get(key);
    if (text == null) {
      language = REFERENCE;
      text = bundle(language).texts().get(key);
    }
    if (text == null) {
      throw new IllegalArgumentException(
          "no text for the key " + key + " in messages_en.properties");
    }
    try {
      return new MessageFormat(text.pattern(), locale).format(arguments);
    } catch (IllegalArgumentException e) {
      throw broken(language, key, text, e);
    }
  }

  /// Whether [#text] has one for it, in whatever language.
  public boolean knows(String key) {
    return keys(REFERENCE).contains(key);
  }

  /// Every key of one language.
  public Set<String> keys(String language) {
    return bundle(language).texts().keySet();
  }

  /// A text that English has and `language` lacks, so that its readers get the English one; `file`
  /// is where it should be.
  public record Missing(String language, String key, String file) {}

  /// By language, then by key; nothing of a file that cannot be read, which is one of [#problems].
  public List<Missing> missing() {
    return LANGUAGES.stream().flatMap(this::missing).toList();
  }

  private Stream<Missing> missing(String language) {
    try {
      Set<String> missing = new TreeSet<>(keys(REFERENCE));
      missing.removeAll(keys(language));
      String file = files.place(name(language));
      return missing.stream().map(key -> new Missing(language, key, file));
    } catch (BrokenTemplateException _) {
      return Stream.empty();
    }
  }

  /// The texts that cannot be read, each as `FILE:LINE: KEY: what`, whether or not a mail has them.
  public List<String> problems() {
    return LANGUAGES.stream().flatMap(this::problems).toList();
  }

  private Stream<String> problems(String language) {
    try {
      return bundle(language).texts().entrySet().stream()
          .sorted(Comparator.comparingInt(text -> text.getValue().line()))
          .flatMap(text -> problem(language, text.getKey(), text.getValue()));
    } catch (BrokenTemplateException e) {
      return Stream.of(String.valueOf(e.getMessage()));
    }
  }

  private Stream<String> problem(String language, String key, MessageFile.Text text) {
    try {
      requireNumbered(new MessageFormat(text.pattern(), Locale.of(language)));
      return Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.of(String.valueOf(broken(language, key, text, e).getMessage()));
    }
  }

  private static void requireNumbered(MessageFormat format) {
    if (format.usesNamedArguments()) {
      throw new IllegalArgumentException("what is filled in has a number, not a name: {0}");
    }
  }

  private BrokenTemplateException broken(
      String language, String key, MessageFile.Text text, IllegalArgumentException fault) {
    String what = key + ": " + fault.getMessage();
    return BrokenTemplateException.at(files.place(name(language)), text.line(), what, fault);
  }

  private MessageFile bundle(String language) {
    return bundles.computeIfAbsent(language, this::load);
  }

  private MessageFile load(String language) {
    String name = name(language);
    try (InputStream in = files.open(name)) {
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return MessageFile.read(files.place(name), source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String language(Locale locale) {
    return LANGUAGES.contains(locale.getLanguage()) ? locale.getLanguage() : REFERENCE;
  }

  private static String name(String language) {
    return "i18n/messages_" + language + ".properties";
  }
}
