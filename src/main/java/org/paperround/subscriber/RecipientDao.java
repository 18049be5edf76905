package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/// The view `recipient`.
interface RecipientDao {
  @SqlQuery(
      """
      SELECT subscriber_id, address, name, locale, zone, follows, mutes, tracking_consent, subscription_state,
             confirmed_at, days, max_stories, paused_until, suppression_reason, erased_at,
             quiet_from, quiet_to, alerts_per_day, alerts_of_followed, text_only
      FROM recipient
      WHERE subscriber_id = ANY(:ids) AND newsletter_id = :newsletter
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> find(long newsletter, long[] ids);

  record Row(
      long subscriberId,
      @Nullable String address,
      String name,
      String locale,
      String zone,
      Set<String> follows,
      Set<String> mutes,
      boolean trackingConsent,
      String subscriptionState,
      @Nullable Instant confirmedAt,
      int days,
      @Nullable Integer maxStories,
      @Nullable Instant pausedUntil,
      @Nullable String suppressionReason,
      @Nullable Instant erasedAt,
      @Nullable Integer quietFrom,
      @Nullable Integer quietTo,
      @Nullable Integer alertsPerDay,
      boolean alertsOfFollowed,
      boolean textOnly) {
    Recipient toRecipient() {
      boolean subscribed = subscriptionState.equals("confirmed") && erasedAt == null;
      return new Recipient(
          new SubscriberId(subscriberId),
          address == null ? null : SubscriberRow.address(address),
          name,
          Locale.forLanguageTag(locale),
          SubscriberRow.zone(zone),
          SubscriberRow.interests(follows),
          SubscriberRow.mutes(mutes),
          trackingConsent,
          subscribed,
          subscribed ? confirmedAt : null,
          WeekDays.of(days),
          maxStories,
          pausedUntil,
          suppressionReason == null
              ? null
              : SuppressionReason.valueOf(suppressionReason.toUpperCase(Locale.ROOT)),
          AlertWishes.of(quietFrom, quietTo, alertsPerDay, alertsOfFollowed),
          textOnly);
    }
  }
}
