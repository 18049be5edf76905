package org.paperround.newsletter;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.paperround.platform.database.BindRow;

/// Needs [NewsletterMapper] to be registered.
interface NewsletterDao {
  String COLUMNS =
      """
      id, slug, name, description, portal_name, portal_url, kind, active, send_time, send_days, zone,
      CAST(extract(epoch FROM late_limit) AS bigint) AS late_seconds,
      CAST(extract(epoch FROM max_age) AS bigint) AS max_age_seconds,
      front_page_slots, min_stories, max_stories, approval, uncertain,
      sender_name, sender_address, reply_to, postal_address, look, locale, alerts_per_day,
      CAST(extract(epoch FROM alert_again) AS bigint) AS alert_again_seconds,
      CAST(extract(epoch FROM alert_fresh) AS bigint) AS alert_fresh_seconds,
      sunset_ask_days, sunset_least_sent, sunset_slower_days, sunset_pause_days,
      welcome_edition, archive, goodbye
      """;

  /// One who defines a newsletter at a time, until the transaction ends.
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtext('newsletter definitions')) IS NULL")
  boolean lockDefinitions();

  @SqlQuery("SELECT " + COLUMNS + " FROM newsletter ORDER BY slug")
  List<Newsletter> all();

  @SqlQuery("SELECT " + COLUMNS + " FROM newsletter WHERE slug = :slug")
  Optional<Newsletter> bySlug(String slug);

  @SqlQuery("SELECT " + COLUMNS + " FROM newsletter WHERE id = :id")
  Optional<Newsletter> byId(long id);

  @SqlQuery(
      """
      INSERT INTO newsletter (slug, name, description, portal_name, portal_url, kind, active,
        send_time, send_days, zone, late_limit, max_age,
        front_page_slots, min_stories, max_stories, approval, uncertain,
        sender_name, sender_address, reply_to, postal_address, look, locale,
        alerts_per_day, alert_again, alert_fresh,
        sunset_ask_days, sunset_least_sent, sunset_slower_days, sunset_pause_days,
        welcome_edition, archive, goodbye)
      VALUES (:slug, :name, :description, :portalName, :portalUrl, :kind, :active,
        :sendTime, CAST(:sendDays AS smallint[]), :zone,
        make_interval(secs => :lateSeconds), make_interval(secs => :maxAgeSeconds),
        :frontPageSlots, :minStories, :maxStories, :approval, :uncertain,
        :senderName, :senderAddress, :replyTo, :postalAddress, :look, :locale,
        :alertsPerDay, make_interval(secs => :alertAgainSeconds),
        make_interval(secs => :alertFreshSeconds),
        :sunsetAskDays, :sunsetLeastSent, :sunsetSlowerDays, :sunsetPauseDays,
        :welcomeEdition, :archive, :goodbye)
      ON CONFLICT (slug) DO UPDATE SET
        name = EXCLUDED.name, description = EXCLUDED.description,
        portal_name = EXCLUDED.portal_name, portal_url = EXCLUDED.portal_url,
        kind = EXCLUDED.kind, active = EXCLUDED.active,
        send_time = EXCLUDED.send_time, send_days = EXCLUDED.send_days, zone = EXCLUDED.zone,
        late_limit = EXCLUDED.late_limit, max_age = EXCLUDED.max_age,
        front_page_slots = EXCLUDED.front_page_slots,
        min_stories = EXCLUDED.min_stories, max_stories = EXCLUDED.max_stories,
        approval = EXCLUDED.approval, uncertain = EXCLUDED.uncertain,
        sender_name = EXCLUDED.sender_name, sender_address = EXCLUDED.sender_address,
        reply_to = EXCLUDED.reply_to, postal_address = EXCLUDED.postal_address,
        look = EXCLUDED.look, locale = EXCLUDED.locale,
        alerts_per_day = EXCLUDED.alerts_per_day, alert_again = EXCLUDED.alert_again,
        alert_fresh = EXCLUDED.alert_fresh,
        sunset_ask_days = EXCLUDED.sunset_ask_days, sunset_least_sent = EXCLUDED.sunset_least_sent,
        sunset_slower_days = EXCLUDED.sunset_slower_days, sunset_pause_days = EXCLUDED.sunset_pause_days,
        welcome_edition = EXCLUDED.welcome_edition, archive = EXCLUDED.archive,
        goodbye = EXCLUDED.goodbye
      RETURNING
      """
          + COLUMNS)
  Newsletter upsert(@BindRow NewsletterRow row);
}
