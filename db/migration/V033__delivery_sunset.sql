-- When readers are asked whether they still want a newsletter (newsletter.SunsetPolicy); 0 days: never.
ALTER TABLE newsletter
  ADD COLUMN sunset_ask_days    smallint NOT NULL DEFAULT 0 CHECK (sunset_ask_days BETWEEN 0 AND 365),
  ADD COLUMN sunset_least_sent  smallint NOT NULL DEFAULT 8 CHECK (sunset_least_sent BETWEEN 1 AND 100),
  ADD COLUMN sunset_slower_days smallint NOT NULL DEFAULT 14 CHECK (sunset_slower_days BETWEEN 3 AND 90),
  ADD COLUMN sunset_pause_days  smallint NOT NULL DEFAULT 56 CHECK (sunset_pause_days BETWEEN 7 AND 365);

-- Readers who were asked, and have not answered yet (delivery.Sunset). A row goes with any sign of its reader.
CREATE TABLE sunset (
  subscriber_id bigint      NOT NULL,
  newsletter_id bigint      NOT NULL REFERENCES newsletter,
  -- delivery.SunsetStage
  stage         text        NOT NULL CHECK (stage IN ('asked', 'slower', 'paused')),
  since         timestamptz NOT NULL,
  -- ISO week days before the rhythm was slowed and after; null: it was not
  days_before   smallint[],
  days_set      smallint[],
  -- the pause that was set; null: none was
  paused_until  timestamptz,
  PRIMARY KEY (subscriber_id, newsletter_id)
);
CREATE INDEX sunset_newsletter ON sunset (newsletter_id, subscriber_id);

-- Readers of whose clicks we may know, and when they last did something themselves: confirmed, changed anything, said that they want
-- it. Consent to tracking is such an act, so it is never younger than that.
CREATE VIEW tracked_subscription AS
SELECT sn.newsletter_id, sn.subscriber_id, greatest(sn.confirmed_at, acts.last_at) AS last_act
FROM subscription sn
JOIN subscriber sb ON sb.id = sn.subscriber_id
CROSS JOIN LATERAL (
  SELECT max(r.at) AS last_at, max(r.at) FILTER (WHERE r.event = 'tracking_granted') AS granted_at
  FROM consent_record r WHERE r.subscriber_id = sb.id AND r.method <> 'engine') acts
WHERE sn.state = 'confirmed' AND sb.tracking_consent AND sb.erased_at IS NULL AND acts.granted_at IS NOT NULL;
