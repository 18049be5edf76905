package org.paperround.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/// The view `recipient`. Needs [RecipientMapper] to be registered.
interface RecipientDao {
  @SqlQuery(
      """
      SELECT subscriber_id, address, name, locale, zone, follows, mutes, tracking_consent,
        subscription_state = 'confirmed' AND erased_at IS NULL AS subscribed, confirmed_at, days, max_stories,
        paused_until, suppression_reason, quiet_from, quiet_to, alerts_per_day, alerts_of_followed, text_only
      FROM recipient
      WHERE subscriber_id = ANY(:ids) AND newsletter_id = :newsletter
      """)
  List<Recipient> find(long newsletter, long[] ids);

  /// By hand: a claim reads such a row for every reader, and mapping them in general takes longer
  /// than reading them.
  final class RecipientMapper implements RowMapper<Recipient> {
    @Override
    public Recipient map(ResultSet row, StatementContext context) throws SQLException {
      String address = row.getString(2);
      boolean subscribed = row.getBoolean(9);
      String suppression = row.getString(14);
      return new Recipient(
          new SubscriberId(row.getLong(1)),
          address == null ? null : SubscriberRow.address(address),
          row.getString(3),
          Locale.forLanguageTag(row.getString(4)),
          SubscriberRow.zone(row.getString(5)),
          SubscriberRow.interests(texts(row, 6)),
          SubscriberRow.mutes(texts(row, 7)),
          row.getBoolean(8),
          subscribed,
          subscribed ? instant(row, 10) : null,
          WeekDays.of(row.getInt(11)),
          row.getObject(12, Integer.class),
          instant(row, 13),
          suppression == null
              ? null
              : SuppressionReason.valueOf(suppression.toUpperCase(Locale.ROOT)),
          AlertWishes.of(
              row.getObject(15, Integer.class),
              row.getObject(16, Integer.class),
              row.getObject(17, Integer.class),
              row.getBoolean(18)),
          row.getBoolean(19));
    }

    private static Set<String> texts(ResultSet row, int column) throws SQLException {
      return Set.copyOf(Arrays.asList((String[]) row.getArray(column).getArray()));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
      OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
      return at == null ? null : at.toInstant();
    }
  }
}
