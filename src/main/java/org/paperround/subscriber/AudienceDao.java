package org.paperround.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.paperround.newsletter.NewsletterId;

/// Readers as the desk looks them up.
interface AudienceDao {
  /// What is read of each.
  String FOUND =
      """
      SELECT s.id, s.address, s.address_key AS key, s.name,
        ARRAY(SELECT n.newsletter_id FROM subscription n
          WHERE n.subscriber_id = s.id ORDER BY n.newsletter_id) AS newsletters,
        ARRAY(SELECT n.state FROM subscription n
          WHERE n.subscriber_id = s.id ORDER BY n.newsletter_id) AS states,
        (SELECT u.reason FROM suppression u WHERE u.address_hash = s.address_hash) AS suppression
      FROM subscriber s
      """;

  /// Those whose key is in [from, to) and behind `after`, in the order of their bytes.
  @SqlQuery(
      FOUND
          + """
          WHERE s.address_key COLLATE "C" >= :from AND s.address_key COLLATE "C" < :to
            AND s.address_key COLLATE "C" > :after
          ORDER BY s.address_key COLLATE "C" LIMIT :most
          """)
  @RegisterConstructorMapper(Row.class)
  List<Row> between(String from, String to, String after, int most);

  @SqlQuery(FOUND + "WHERE s.id = :id")
  @RegisterConstructorMapper(Row.class)
  Optional<Row> byId(long id);

  @SqlQuery(
      """
      SELECT newsletter_id, state, count(*) AS readers FROM subscription
      GROUP BY newsletter_id, state ORDER BY newsletter_id, state
      """)
  @RegisterConstructorMapper(Count.class)
  List<Count> counts();

  @SqlQuery("SELECT reason, count(*) AS readers FROM suppression GROUP BY reason ORDER BY reason")
  @RegisterConstructorMapper(SuppressedCount.class)
  List<SuppressedCount> suppressed();

  @SqlQuery(
      """
      SELECT s.id, s.address, s.name, s.locale, s.zone, s.tracking_consent, s.text_only, s.created_at,
        s.erased_at, u.reason, u.since, u.evidence
      FROM subscriber s LEFT JOIN suppression u ON u.address_hash = s.address_hash
      WHERE s.id = :id
      """)
  @RegisterConstructorMapper(Person.class)
  Optional<Person> person(long id);

  @SqlQuery(
      """
      SELECT newsletter_id, state, requested_at, confirmed_at, ended_at, ended_cause
      FROM subscription WHERE subscriber_id = :id ORDER BY newsletter_id
      """)
  @RegisterConstructorMapper(Subscription.class)
  List<Subscription> subscriptions(long id);

  record Person(
      long id,
      @Nullable String address,
      String name,
      String locale,
      String zone,
      boolean trackingConsent,
      boolean textOnly,
      Instant createdAt,
      @Nullable Instant erasedAt,
      @Nullable String reason,
      @Nullable Instant since,
      @Nullable String evidence) {
    ReaderProfile profile(List<Subscription> subscriptions) {
      return new ReaderProfile(
          new SubscriberId(id),
          address == null ? null : SubscriberRow.address(address),
          name,
          locale,
          zone,
          trackingConsent,
          textOnly,
          createdAt,
          erasedAt,
          reason == null || since == null
              ? null
              : new ReaderProfile.Suppressed(
                  AudienceDao.reason(reason), since, evidence == null ? "" : evidence),
          subscriptions.stream().map(Subscription::held).toList());
    }
  }

  record Subscription(
      long newsletterId,
      String state,
      Instant requestedAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant endedAt,
      @Nullable String endedCause) {
    ReaderProfile.Held held() {
      return new ReaderProfile.Held(
          new NewsletterId(newsletterId),
          AudienceDao.state(state),
          requestedAt,
          confirmedAt,
          endedAt,
          endedCause);
    }
  }

  record Count(long newsletterId, String state, long readers) {}

  record SuppressedCount(String reason, long readers) {}

  record Row(
      long id,
      @Nullable String address,
      @Nullable String key,
      String name,
      List<Long> newsletters,
      List<String> states,
      @Nullable String suppression) {
    FoundReader found() {
      return new FoundReader(
          new SubscriberId(id),
          address,
          name,
          IntStream.range(0, newsletters.size())
              .mapToObj(i ->
                  new FoundReader.Standing(
                      new NewsletterId(newsletters.get(i)), state(states.get(i))))
              .toList(),
          suppression == null ? null : reason(suppression));
    }
  }

  static ReaderState state(String stored) {
    return ReaderState.valueOf(stored.toUpperCase(Locale.ROOT));
  }

  static SuppressionReason reason(String stored) {
    return SuppressionReason.valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
