package org.paperround.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.ImportedReader;
import org.paperround.subscriber.Interest;

/// The demo's two hundred made-up readers, from `db/demo/subscribers.json`.
public final class DemoReaders {
  private DemoReaders() {}

  /// The readers as an import would bring them, with an opt-in of thirty days before `now`.
  public static List<ImportedReader> load(Instant now) {
    return List.of(PortalContent.read("/db/demo/subscribers.json", Row[].class)).stream()
        .map(row -> row.reader(now.minus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MINUTES)))
        .toList();
  }

  private record Row(
      String name,
      String address,
      String locale,
      String zone,
      @Nullable Integer hour,
      List<String> follows,
      List<String> mutes,
      @Nullable Integer maxStories,
      boolean trackingConsent) {
    ImportedReader reader(Instant consentAt) {
      return new ImportedReader(
          EmailAddress.of(address),
          name,
          Locale.of(locale),
          ZoneId.of(zone),
          hour,
          maxStories,
          interests(follows),
          interests(mutes),
          trackingConsent,
          consentAt,
          "made up for the demo");
    }

    private static Set<Interest> interests(List<String> texts) {
      return texts.stream().map(Interest::parse).collect(Collectors.toSet());
    }
  }
}
