package org.paperround.platform.template;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The texts of `templates/i18n/messages_{en,cy,fr,de}.properties` (UTF-8), in ICU message syntax,
/// so that plurals are right in each language. A language or key that is missing falls back to
/// English; a key that English lacks is a fault. Thread-safe.
public final class Messages {
  public static final List<String> LANGUAGES = List.of("en", "cy", "fr", "de");

  private final TemplateFiles files;
  private final Map<String, Properties> bundles = new ConcurrentHashMap<>();

  Messages(TemplateFiles files) {
    this.files = files;
  }

  /// The text of `key` in the language of `locale`; arguments are numbered from `{0}`.
  public String text(Locale locale, String key, Object... arguments) {
    String pattern = bundle(locale.getLanguage()).getProperty(key, bundle("en").getProperty(key));
    if (pattern == null) {
      throw new IllegalArgumentException(
          "no text for the key " + key + " in messages_en.properties");
    }
    return new MessageFormat(pattern, locale).format(arguments);
  }

  /// Every key of one language, for the test that compares them.
  public Set<String> keys(String language) {
    return bundle(language).stringPropertyNames();
  }

  private Properties bundle(String language) {
    return bundles.computeIfAbsent(LANGUAGES.contains(language) ? language : "en", this::load);
  }

  private Properties load(String language) {
    Properties properties = new Properties();
    try (InputStream in = files.open("i18n/messages_" + language + ".properties")) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
