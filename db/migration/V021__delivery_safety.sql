-- While this row is there no digest and no alert is sent, on whatever node (delivery.HoldSwitch).
CREATE TABLE sending_hold (
  only_row boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  since    timestamptz NOT NULL,
  actor    text        NOT NULL,
  reason   text        NOT NULL
);

-- The canary ring of an edition (delivery.Ring, delivery.Canary): how many rows, known by their priority, get it before the others.
ALTER TABLE audience
  ADD COLUMN ring         bigint NOT NULL DEFAULT 0,
  -- the last instant at which one of them is due; after a hold, later by half of it (delivery.CanaryDao)
  ADD COLUMN ring_through timestamptz,
  -- since when all of them have been tried, and what comes back is watched
  ADD COLUMN watched_from timestamptz,
  -- since when the others may be sent to; null while they may not. Without meaning where ring is 0.
  ADD COLUMN opened_at    timestamptz;

-- What relays said of an edition's mails, counted by each node as it settles them (delivery.Pulse): a count over the ledger
-- would be too dear once a second.
CREATE TABLE pulse (
  edition_id bigint NOT NULL REFERENCES edition,
  node_id    bigint NOT NULL,
  -- accepted, refused, or put off for policy
  answered   bigint NOT NULL,
  -- of these: no such mailbox
  bounces    bigint NOT NULL,
  -- of these: refused or put off for policy
  blocks     bigint NOT NULL,
  PRIMARY KEY (edition_id, node_id)
) WITH (fillfactor = 50);

-- From where an edition's mails are counted, after a stop (delivery.Brake). No row: from its beginning.
CREATE TABLE brake (
  edition_id bigint      NOT NULL PRIMARY KEY REFERENCES edition,
  -- it is stopped, by whomever; when it goes on, everything is counted anew
  stopped    boolean     NOT NULL,
  since      timestamptz NOT NULL,
  -- what pulse had counted before
  answered   bigint      NOT NULL,
  bounces    bigint      NOT NULL,
  blocks     bigint      NOT NULL,
  -- that and why the engine stopped it; null again when it goes on
  braked_at  timestamptz,
  reason     text
);

-- Who complained, and about which newsletter, where that is known: every complaint writes such a consent record.
CREATE VIEW complaint AS
SELECT subscriber_id, newsletter_id, at FROM consent_record WHERE event = 'suppressed' AND detail = 'complaint';
CREATE INDEX consent_record_complaint ON consent_record (at) WHERE event = 'suppressed' AND detail = 'complaint';
