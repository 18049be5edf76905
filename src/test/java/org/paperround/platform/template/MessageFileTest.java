package org.paperround.platform.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFileTest {
  @Test
  void everyTextHasTheLineOfItsKey() {
    String source =
        """
        # a comment that ends with a backslash \\
        first=One

        ! another
          second : goes \\
            # on here \\
            and here
        third=ends with two\\\\
        first=Later
        fourth
        """;
    assertThat(read(source))
        .isEqualTo(
            Map.of(
                "first", new MessageFile.Text("Later", 9),
                "second", new MessageFile.Text("goes # on here and here", 5),
                "third", new MessageFile.Text("ends with two\\", 8),
                "fourth", new MessageFile.Text("", 10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "cy", "fr", "de"})
  void theTextsAreThoseThatPropertiesRead(String language) throws IOException {
    String source =
        Files.readString(Path.of("templates/i18n/messages_" + language + ".properties"));
    Properties properties = new Properties();
    properties.load(new StringReader(source));
    assertThat(
            read(source).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, text -> text.getValue().pattern())))
        .isEqualTo(properties);
  }

  @Test
  void anEscapeThatCannotBeReadIsAtItsLine() {
    assertThatThrownBy(() -> read("first=One\nsecond=\\u00zz\n"))
        .isInstanceOf(BrokenTemplateException.class)
        .hasMessage("mine.properties:2: Malformed \\uxxxx encoding.");
  }

  private static Map<String, MessageFile.Text> read(String source) {
    return MessageFile.read("mine.properties", source).texts();
  }
}
