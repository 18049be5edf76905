package org.paperround.testing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.ImportedReader;

/// Readers as lists have them.
public final class ReaderFixture {
  private ReaderFixture() {}

  /// Somebody in London who reads English, agreed at that time and wishes for nothing special.
  public static ImportedReader agreed(
      EmailAddress address, String name, Instant consentedAt, String evidence) {
    return new ImportedReader(
        address,
        name,
        Locale.ENGLISH,
        ZoneId.of("Europe/London"),
        null,
        null,
        Set.of(),
        Set.of(),
        false,
        consentedAt,
        evidence);
  }
}
