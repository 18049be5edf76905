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
    return read(json, new TypeReference<>() {}, "the content of a card");
  }

  static String signals(Map<String, Double> signals) {
    return write(signals);
  }

  static Map<String, Double> signals(String json) {
    return read(json, new TypeReference<>() {}, "the signals of a card");
  }

  static String words(WordsChange change) {
    return write(change);
  }

  static WordsChange words(String json) {
    return read(json, new TypeReference<>() {}, "changed words in the diary");
  }

  static String change(WordChange change) {
    return write(change);
  }

  static WordChange change(String json) {
    return read(json, new TypeReference<>() {}, "a change in the diary");
  }

  private static <T> T read(String json, TypeReference<T> type, String what) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(what + " cannot be read", e);
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
