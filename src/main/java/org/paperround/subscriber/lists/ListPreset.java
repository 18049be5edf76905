package org.paperround.subscriber.lists;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paperround.subscriber.lists.ColumnMapping.Field;

/// How the exports of other systems name their columns. Headers are compared without case; of
/// several the first that the file has is taken.
public enum ListPreset {
  /// A file made for us: the fields' own names.
  PAPERROUND(
      Map.ofEntries(
          Map.entry(Field.NEWSLETTER, List.of("newsletter")),
          Map.entry(
              Field.ADDRESS,
              List.of("address", "email", "e-mail", "email address", "e-mail address")),
          Map.entry(Field.NAME, List.of("name", "first name")),
          Map.entry(Field.LANGUAGE, List.of("language", "locale")),
          Map.entry(Field.ZONE, List.of("zone", "timezone", "time zone")),
          Map.entry(Field.HOUR, List.of("hour")),
          Map.entry(Field.DAYS, List.of("days")),
          Map.entry(Field.STORIES, List.of("stories")),
          Map.entry(Field.PAUSED_UNTIL, List.of("paused_until")),
          Map.entry(Field.FOLLOWS, List.of("follows")),
          Map.entry(Field.MUTES, List.of("mutes")),
          Map.entry(Field.QUIET_FROM, List.of("quiet_from")),
          Map.entry(Field.QUIET_TO, List.of("quiet_to")),
          Map.entry(Field.ALERTS_PER_DAY, List.of("alerts_per_day")),
          Map.entry(Field.ALERTS_OF_FOLLOWED, List.of("alerts_of_followed")),
          Map.entry(Field.TEXT_ONLY, List.of("text_only")),
          Map.entry(Field.STATUS, List.of("status")),
          Map.entry(Field.CONSENTED_AT, List.of("consented_at", "consent_at", "opted_in_at")),
          Map.entry(Field.EVIDENCE, List.of("evidence", "consent"))),
      Set.of("subscribed", "confirmed", "active", "enabled", "true", "yes", "1")),

  /// Audience export: one file for subscribed contacts, one for others; `CONFIRM_TIME` is of double
  /// opt-in.
  MAILCHIMP(
      Map.of(
          Field.ADDRESS, List.of("email address"),
          Field.NAME, List.of("first name"),
          Field.LANGUAGE, List.of("language"),
          Field.ZONE, List.of("timezone"),
          Field.STATUS, List.of("member_status", "status"),
          Field.CONSENTED_AT, List.of("confirm_time", "optin_time")),
      Set.of("subscribed")),

  SUBSTACK(
      Map.of(
          Field.ADDRESS, List.of("email"),
          Field.NAME, List.of("name"),
          Field.STATUS, List.of("email_disabled"),
          Field.CONSENTED_AT, List.of("created_at", "start date")),
      Set.of("false")),

  GHOST(
      Map.of(
          Field.ADDRESS, List.of("email"),
          Field.NAME, List.of("name"),
          Field.STATUS, List.of("subscribed_to_emails"),
          Field.CONSENTED_AT, List.of("created_at")),
      Set.of("true")),

  LISTMONK(
      Map.of(
          Field.ADDRESS, List.of("email"),
          Field.NAME, List.of("name"),
          Field.STATUS, List.of("status"),
          Field.CONSENTED_AT, List.of("created_at")),
      Set.of("enabled")),

  BEEHIIV(
      Map.of(
          Field.ADDRESS, List.of("email"),
          Field.NAME, List.of("first name", "first_name"),
          Field.STATUS, List.of("status"),
          Field.CONSENTED_AT, List.of("created_at", "created at", "subscribed at")),
      Set.of("active"));

  @SuppressWarnings("ImmutableEnumChecker") // all made by Map.of and List.of
  private final Map<Field, List<String>> headers;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<String> subscribed;

  ListPreset(Map<Field, List<String>> headers, Set<String> subscribed) {
    this.headers = headers;
    this.subscribed = subscribed;
  }

  /// The headers that a field may have, in lower case.
  List<String> headers(Field field) {
    return headers.getOrDefault(field, List.of());
  }

  /// A value without what our own export put in front of it.
  String plain(String value) {
    return this == PAPERROUND ? FormulaGuard.undo(value) : value;
  }

  /// What the status of somebody says who gets the newsletter, in lower case.
  Set<String> subscribed() {
    return subscribed;
  }
}
