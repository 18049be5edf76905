-- People. Every act that changes a reader's state locks this row first, so that the claim of a delivery is ordered against it.
CREATE TABLE subscriber (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- as the reader typed it, its domain as A-label; null once erased
  address          text,
  -- lower-cased copy: the identity
  address_key      text UNIQUE,
  domain           text        NOT NULL,
  name             text        NOT NULL DEFAULT '',
  locale           text        NOT NULL DEFAULT 'en',
  zone             text        NOT NULL DEFAULT 'Europe/London',
  -- 'section:politics', 'topic:NHS'
  follows          text[]      NOT NULL DEFAULT '{}',
  mutes            text[]      NOT NULL DEFAULT '{}',
  tracking_consent boolean     NOT NULL DEFAULT false,
  created_at       timestamptz NOT NULL,
  erased_at        timestamptz
);

CREATE TABLE subscription (
  subscriber_id     bigint      NOT NULL REFERENCES subscriber,
  newsletter_id     bigint      NOT NULL REFERENCES newsletter,
  state             text        NOT NULL CHECK (state IN ('pending', 'confirmed', 'ended')),
  -- the reader's hour in the reader's zone; null: when the edition is published
  hour              smallint CHECK (hour BETWEEN 0 AND 23),
  -- ISO week days on which the reader wants it, as bits (1 = Monday ... 64 = Sunday)
  days              smallint    NOT NULL DEFAULT 127 CHECK (days BETWEEN 1 AND 127),
  max_stories       smallint CHECK (max_stories BETWEEN 1 AND 40),
  paused_until      timestamptz,
  -- counts how often it was asked for anew; a confirmation link names the request it is for, so that it works once
  request_number    integer     NOT NULL DEFAULT 1,
  requested_at      timestamptz NOT NULL,
  confirmed_at      timestamptz,
  ended_at          timestamptz,
  ended_cause       text,
  ended_edition_id  bigint,
  PRIMARY KEY (subscriber_id, newsletter_id)
);
CREATE INDEX subscription_audience ON subscription (newsletter_id) WHERE state = 'confirmed';
CREATE INDEX subscription_pending ON subscription (requested_at) WHERE state = 'pending';

-- The words a reader agreed to. A wording once used is never changed: a new text is a new row.
CREATE TABLE consent_wording (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  locale text NOT NULL,
  text   text NOT NULL,
  UNIQUE (locale, text)
);

CREATE TABLE consent_record (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscriber_id  bigint      NOT NULL,
  newsletter_id  bigint,
  event          text        NOT NULL CHECK (event IN ('requested', 'confirmed', 'imported', 'changed', 'tracking_granted',
                                                      'tracking_withdrawn', 'ended', 'suppressed', 'unsuppressed')),
  -- what exactly: the fields that changed, the cause of an end, the reason of a suppression
  detail         text        NOT NULL DEFAULT '',
  method         text        NOT NULL,
  at             timestamptz NOT NULL,
  wording_id     bigint REFERENCES consent_wording,
  locale         text        NOT NULL,
  source_url     text,
  network_prefix text,
  edition_id     bigint
);
CREATE INDEX consent_record_subscriber ON consent_record (subscriber_id, id);
CREATE INDEX consent_record_day ON consent_record (newsletter_id, at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER consent_record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Never mail this: only a keyed hash of the address, so that it outlives an erasure.
CREATE TABLE suppression (
  address_hash bytea       NOT NULL PRIMARY KEY,
  reason       text        NOT NULL CHECK (reason IN ('hard_bounce', 'complaint', 'erased', 'operator')),
  since        timestamptz NOT NULL,
  evidence     text        NOT NULL DEFAULT ''
);
ALTER TABLE subscriber ADD COLUMN address_hash bytea;
CREATE INDEX subscriber_address_hash ON subscriber (address_hash);

-- Published to delivery: who gets an edition of this newsletter, before the rules of the moment of sending.
CREATE VIEW eligible_subscription AS
SELECT sn.newsletter_id, sn.subscriber_id, sb.zone, sn.hour, sn.days, sb.domain, sn.confirmed_at
FROM subscription sn
JOIN subscriber sb ON sb.id = sn.subscriber_id
WHERE sn.state = 'confirmed' AND sb.erased_at IS NULL;

-- Published to delivery: everything a transmission needs to know of one reader, read in the statement after the lock.
CREATE VIEW recipient AS
SELECT sb.id AS subscriber_id, sn.newsletter_id, sb.address, sb.name, sb.locale, sb.zone, sb.follows, sb.mutes, sb.tracking_consent,
       sn.state AS subscription_state, sn.confirmed_at, sn.days, sn.hour, sn.max_stories, sn.paused_until, su.reason AS suppression_reason, sb.erased_at
FROM subscriber sb
LEFT JOIN subscription sn ON sn.subscriber_id = sb.id
LEFT JOIN suppression su ON su.address_hash = sb.address_hash;
