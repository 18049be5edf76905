package org.paperround.platform.template;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The texts of one properties file, each with its line, which `Properties` does not tell. Of a key
/// that is there twice the later text counts, as it does there. Immutable.
record MessageFile(Map<String, Text> texts) {
  MessageFile {
    texts = Map.copyOf(texts);
  }

  /// `line`: where its key stands.
  record Text(String pattern, int line) {}

  /// `place`: the file, for its author.
  ///
  /// @throws BrokenTemplateException when an escape in it cannot be read
  static MessageFile read(String place, String source) {
    Map<String, Text> texts = new LinkedHashMap<>();
    List<String> lines = source.lines().toList();
    int next = 0;
    while (next < lines.size()) {
      int first = next;
      StringBuilder logical = new StringBuilder(lines.get(next++));
      while (next < lines.size() && goesOn(logical)) {
        logical.append('\n').append(lines.get(next++));
      }
      read(place, first + 1, logical.toString())
          .forEach((key, pattern) ->
              texts.put(String.valueOf(key), new Text(String.valueOf(pattern), first + 1)));
    }
    return new MessageFile(texts);
  }

  /// Nothing of a comment or an empty line.
  private static Properties read(String place, int line, String logical) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(logical));
    } catch (IllegalArgumentException e) {
      throw BrokenTemplateException.at(place, line, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static boolean goesOn(CharSequence line) {
    String text = line.toString();
    if (text.stripLeading().startsWith("#") || text.stripLeading().startsWith("!")) {
      return false;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\\') {
      end--;
    }
    return (text.length() - end) % 2 == 1;
  }
}
