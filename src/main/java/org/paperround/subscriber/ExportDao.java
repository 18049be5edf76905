package org.paperround.subscriber;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.FetchSize;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/// Confirmed subscriptions with what proves the consent, read a few thousand at a time in one
/// transaction.
interface ExportDao {
  @SqlQuery(
      """
      SELECT sn.newsletter_id, s.address, s.name, s.locale, s.zone, s.follows, s.mutes, s.tracking_consent,
             s.text_only, sn.quiet_from, sn.quiet_to, sn.alerts_per_day, sn.alerts_of_followed,
             sn.hour, sn.days, sn.max_stories, sn.paused_until, sn.confirmed_at, u.reason AS suppression,
             c.event, c.detail, c.method, q.at AS asked_at, q.method AS asked_method, q.source_url, q.network_prefix,
             q.locale AS asked_locale, w.text AS wording
      FROM subscription sn
      JOIN subscriber s ON s.id = sn.subscriber_id
      LEFT JOIN suppression u ON u.address_hash = s.address_hash
      LEFT JOIN LATERAL (
        SELECT r.id, r.event, r.detail, r.method FROM consent_record r
        WHERE r.subscriber_id = sn.subscriber_id AND r.newsletter_id = sn.newsletter_id
          AND r.event IN ('confirmed', 'imported')
        ORDER BY r.id DESC LIMIT 1) c ON true
      LEFT JOIN LATERAL (
        SELECT r.at, r.method, r.source_url, r.network_prefix, r.locale, r.wording_id FROM consent_record r
        WHERE c.event = 'confirmed' AND r.subscriber_id = sn.subscriber_id AND r.newsletter_id = sn.newsletter_id
          AND r.event = 'requested' AND r.id < c.id
        ORDER BY r.id DESC LIMIT 1) q ON true
      LEFT JOIN consent_wording w ON w.id = q.wording_id
      WHERE sn.state = 'confirmed' AND s.address IS NOT NULL AND sn.confirmed_at IS NOT NULL
        AND (CAST(:newsletter AS bigint) IS NULL OR sn.newsletter_id = :newsletter)
      ORDER BY sn.subscriber_id, sn.newsletter_id
      """)
  @FetchSize(2_000)
  @RegisterConstructorMapper(Row.class)
  void each(@Nullable Long newsletter, Consumer<Row> row);

  record Row(
      long newsletterId,
      String address,
      String name,
      String locale,
      String zone,
      Set<String> follows,
      Set<String> mutes,
      boolean trackingConsent,
      boolean textOnly,
      @Nullable Integer quietFrom,
      @Nullable Integer quietTo,
      @Nullable Integer alertsPerDay,
      boolean alertsOfFollowed,
      @Nullable Integer hour,
      int days,
      @Nullable Integer maxStories,
      @Nullable Instant pausedUntil,
      Instant confirmedAt,
      @Nullable String suppression,
      @Nullable String event,
      @Nullable String detail,
      @Nullable String method,
      @Nullable Instant askedAt,
      @Nullable String askedMethod,
      @Nullable String sourceUrl,
      @Nullable String networkPrefix,
      @Nullable String askedLocale,
      @Nullable String wording) {
    /// `newsletter` is the slug of `newsletterId`.
    ExportedReader toReader(String newsletter) {
      return new ExportedReader(
          newsletter,
          new ImportedReader(
              SubscriberRow.address(address),
              name,
              Locale.forLanguageTag(locale),
              SubscriberRow.zone(zone),
              hour,
              WeekDays.of(days),
              maxStories,
              pausedUntil,
              SubscriberRow.interests(follows),
              SubscriberRow.mutes(mutes),
              AlertWishes.of(quietFrom, quietTo, alertsPerDay, alertsOfFollowed),
              textOnly,
              trackingConsent,
              confirmedAt,
              evidence()),
          suppression == null
              ? null
              : SuppressionReason.valueOf(suppression.toUpperCase(Locale.ROOT)));
    }

    /// In a sentence that whoever is asked for proof can read; what an import knew is passed on as
    /// it came.
    private String evidence() {
      if (event == null || detail == null) {
        return "";
      }
      if (event.equals("imported")) {
        return Imports.evidence(detail, confirmedAt);
      }
      StringBuilder text = new StringBuilder();
      if (askedAt != null) {
        text.append("asked by ").append(askedMethod).append(" at ").append(askedAt);
        text.append(sourceUrl == null ? "" : ", " + sourceUrl);
        text.append(networkPrefix == null ? "" : ", from " + networkPrefix);
        text.append(wording == null ? "" : ", words (" + askedLocale + "): " + wording);
        text.append("; ");
      }
      return text.append("confirmed by ").append(method).toString();
    }
  }
}
