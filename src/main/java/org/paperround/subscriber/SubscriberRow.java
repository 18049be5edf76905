package org.paperround.subscriber;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;

/// A row of `subscriber`, as read under its lock.
record SubscriberRow(
    long id,
    @Nullable String address,
    String name,
    String locale,
    String zone,
    Set<String> follows,
    Set<String> mutes,
    boolean trackingConsent,
    boolean textOnly,
    @Nullable Instant erasedAt) {

  SubscriberId subscriberId() {
    return new SubscriberId(id);
  }

  boolean erased() {
    return erasedAt != null || address == null;
  }

  String maskedAddress() {
    return address == null ? "" : emailAddress().masked();
  }

  EmailAddress emailAddress() {
    if (address == null) {
      throw new IllegalStateException("a reader who was erased has no address");
    }
    return address(address);
  }

  Locale language() {
    return Locale.forLanguageTag(locale);
  }

  /// An address from our own tables was checked when it came in.
  static EmailAddress address(String stored) {
    int at = stored.lastIndexOf('@');
    return new EmailAddress(stored.substring(0, at), stored.substring(at + 1));
  }

  /// One bad zone must not stop the others: it counts as UTC.
  static ZoneId zone(String stored) {
    try {
      return ZoneId.of(stored);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  static Set<Mute> mutes(Set<String> stored) {
    return stored.stream().map(Mute::parse).collect(Collectors.toUnmodifiableSet());
  }

  static Set<Interest> interests(Set<String> stored) {
    return stored.stream().map(Interest::parse).collect(Collectors.toUnmodifiableSet());
  }
}
