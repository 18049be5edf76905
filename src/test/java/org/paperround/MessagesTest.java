package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.subscriber.Interest;

/// Every text that readers see is there in every language, with the same places to fill in.
class MessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)[,}]");

  @ParameterizedTest
  @ValueSource(strings = {"cy", "fr", "de"})
  void everyLanguageHasTheKeysOfTheReference(String language) throws IOException {
    Set<String> reference = read("en").stringPropertyNames();
    Set<String> keys = read(language).stringPropertyNames();
    Set<String> missing = new TreeSet<>(reference);
    missing.removeAll(keys);
    Set<String> unknown = new TreeSet<>(keys);
    unknown.removeAll(reference);
    assertThat(missing).as("missing in %s", language).isEmpty();
    assertThat(unknown).as("only in %s", language).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cy", "fr", "de"})
  void everyTranslationFillsInTheSamePlaces(String language) throws IOException {
    Properties reference = read("en");
    Properties translation = read(language);
    for (String key : translation.stringPropertyNames()) {
      assertThat(places(translation.getProperty(key)))
          .as("%s in %s", key, language)
          .isEqualTo(places(reference.getProperty(key, "")));
    }
  }

  @Test
  void everyTopicOfTheDemoHasAName() throws IOException {
    Set<String> names = read("en").stringPropertyNames();
    Set<String> topics = new TreeSet<>();
    try (Stream<Path> articles = Files.walk(Path.of("db/demo/articles"))) {
      for (Path article : articles.filter(Files::isRegularFile).toList()) {
        JSON.readTree(article.toFile())
            .path("topics")
            .forEach(topic -> topics.add(Interest.textKey(Interest.Kind.TOPIC, topic.asText())));
      }
    }
    assertThat(topics).hasSizeGreaterThan(30);
    assertThat(names).containsAll(topics);
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties read(String language) throws IOException {
    Properties properties = new Properties();
    Path file = Path.of("templates/i18n/messages_" + language + ".properties");
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
