package org.paperround.edition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.Serial;
import java.time.Instant;
import java.util.Map;

/// The JSON in tables card and edition_revision. Fields that a later version adds are passed over
/// by this one.
final class CardJson {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new ToStringSerializer(Instant.class))
                  .addDeserializer(Instant.class, new InstantReader()));

  private CardJson() {}

  static String content(CardContent content) {
    return write(content);
  }

  static CardContent content(String json) {
    try {
      return JSON.readValue(json, CardContent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a card's content cannot be read", e);
    }
  }

  static String signals(Map<String, Double> signals) {
    return write(signals);
  }

  static Map<String, Double> signals(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Double>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a card's signals cannot be read", e);
    }
  }

  static String words(WordsChange change) {
    return write(change);
  }

  static WordsChange words(String json) {
    try {
      return JSON.readValue(json, WordsChange.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("changed words in the diary cannot be read", e);
    }
  }

  static String change(WordChange change) {
    return write(change);
  }

  static WordChange change(String json) {
    try {
      return JSON.readValue(json, WordChange.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a change in the diary cannot be read", e);
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class InstantReader extends FromStringDeserializer<Instant> {
    @Serial private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(
        String value, com.fasterxml.jackson.databind.DeserializationContext context) {
      return Instant.parse(value);
    }
  }
}
