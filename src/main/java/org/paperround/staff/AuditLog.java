package org.paperround.staff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Writes what staff did. Thread-safe.
final class AuditLog {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final InstantSource clock;

  AuditLog(InstantSource clock) {
    this.clock = clock;
  }

  /// Throws [NotAuditedException] when the log takes no entry.
  void write(
      Handle handle,
      String actor,
      String action,
      String subject,
      Map<String, ?> before,
      Map<String, ?> after) {
    try {
      handle
          .attach(AuditDao.class)
          .insert(clock.instant(), actor, action, subject, json(before), json(after));
    } catch (JdbiException e) {
      throw new NotAuditedException(e);
    }
  }

  private static String json(Map<String, ?> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this cannot be written as JSON", e);
    }
  }
}
