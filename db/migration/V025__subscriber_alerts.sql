-- How a reader wants alerts of a newsletter (subscriber.AlertWishes); a digest's subscription does not read it.
ALTER TABLE subscription
  -- whole hours in the reader's zone between which no alert comes; null: from 22 to 7; equal: none
  ADD COLUMN quiet_from          smallint CHECK (quiet_from BETWEEN 0 AND 23),
  ADD COLUMN quiet_to            smallint CHECK (quiet_to BETWEEN 0 AND 23),
  ADD CONSTRAINT subscription_quiet_whole CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)),
  -- most alerts a day, of all alert newsletters together; null: as the newsletter says
  ADD COLUMN alerts_per_day      smallint CHECK (alerts_per_day BETWEEN 1 AND 20),
  -- only about what the reader follows
  ADD COLUMN alerts_of_followed  boolean NOT NULL DEFAULT false;

-- The hour of an alert newsletter's reader are the quiet hours, as one number: 100 + 24 * from + to.
CREATE OR REPLACE VIEW eligible_subscription AS
SELECT sn.newsletter_id, sn.subscriber_id, sb.zone,
       CASE WHEN n.kind = 'alert' THEN CAST(100 + 24 * coalesce(sn.quiet_from, 22) + coalesce(sn.quiet_to, 7) AS smallint)
            ELSE sn.hour END AS hour,
       sn.days, sb.domain, sn.confirmed_at
FROM subscription sn
JOIN subscriber sb ON sb.id = sn.subscriber_id
JOIN newsletter n ON n.id = sn.newsletter_id
WHERE sn.state = 'confirmed' AND sb.erased_at IS NULL;

CREATE OR REPLACE VIEW recipient AS
SELECT sb.id AS subscriber_id, sn.newsletter_id, sb.address, sb.name, sb.locale, sb.zone, sb.follows, sb.mutes, sb.tracking_consent,
       sn.state AS subscription_state, sn.confirmed_at, sn.days, sn.hour, sn.max_stories, sn.paused_until, su.reason AS suppression_reason, sb.erased_at,
       sn.quiet_from, sn.quiet_to, sn.alerts_per_day, sn.alerts_of_followed
FROM subscriber sb
LEFT JOIN subscription sn ON sn.subscriber_id = sb.id
LEFT JOIN suppression su ON su.address_hash = sb.address_hash;
