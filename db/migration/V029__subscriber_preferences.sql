-- A mute may end: '2026-12-24/topic:NHS' (subscriber.Mute).
COMMENT ON COLUMN subscriber.mutes IS
  'section:politics, topic:NHS; with the first day on which it comes again in front where it ends: 2026-12-24/topic:NHS';

ALTER TABLE subscriber ADD COLUMN text_only boolean NOT NULL DEFAULT false;

CREATE OR REPLACE VIEW recipient AS
SELECT sb.id AS subscriber_id, sn.newsletter_id, sb.address, sb.name, sb.locale, sb.zone, sb.follows, sb.mutes, sb.tracking_consent,
       sn.state AS subscription_state, sn.confirmed_at, sn.days, sn.hour, sn.max_stories, sn.paused_until, su.reason AS suppression_reason, sb.erased_at,
       sn.quiet_from, sn.quiet_to, sn.alerts_per_day, sn.alerts_of_followed, sb.text_only
FROM subscriber sb
LEFT JOIN subscription sn ON sn.subscriber_id = sb.id
LEFT JOIN suppression su ON su.address_hash = sb.address_hash;

-- What a reader chose before a change, as JSON, for a day in which it can be undone; names no address.
CREATE TABLE preference_change (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscriber_id bigint      NOT NULL REFERENCES subscriber,
  newsletter_id bigint      NOT NULL REFERENCES newsletter,
  before        text        NOT NULL,
  at            timestamptz NOT NULL
);
CREATE INDEX preference_change_subscriber ON preference_change (subscriber_id);
CREATE INDEX preference_change_at ON preference_change (at);

-- Another address that a reader asked for, until its owner says yes: one for each reader, the last one asked for.
CREATE TABLE address_change (
  subscriber_id bigint      NOT NULL PRIMARY KEY REFERENCES subscriber,
  address       text        NOT NULL,
  address_key   text        NOT NULL,
  domain        text        NOT NULL,
  -- names the request in its link, so that no other link can do it
  number        integer     NOT NULL GENERATED ALWAYS AS IDENTITY,
  requested_at  timestamptz NOT NULL
);
CREATE INDEX address_change_at ON address_change (requested_at);
