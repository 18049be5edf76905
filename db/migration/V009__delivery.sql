-- Nodes that send, alive while heartbeat_at is recent in database time. A process that starts is a new row, so an id is never reused.
CREATE TABLE node (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text        NOT NULL,
  started_at   timestamptz NOT NULL,
  heartbeat_at timestamptz NOT NULL,
  -- set by the node when it ended cleanly, or by the one that took over from it: after that it may neither claim nor renew
  stopped_at   timestamptz
);
CREATE INDEX node_alive ON node (heartbeat_at) WHERE stopped_at IS NULL;

-- The audience of one edition, frozen by one statement. The primary key makes a second freeze impossible.
CREATE TABLE audience (
  edition_id    bigint      NOT NULL PRIMARY KEY REFERENCES edition,
  newsletter_id bigint      NOT NULL REFERENCES newsletter,
  edition_date  date        NOT NULL,
  eligible      bigint      NOT NULL,
  frozen_at     timestamptz NOT NULL,
  closed_at     timestamptz,
  -- when the exposures of this edition were last counted
  exposed_at    timestamptz
);
CREATE INDEX audience_open ON audience (edition_id) WHERE closed_at IS NULL;

-- due_at per distinct (zone, hour), computed in Java, joined by the freeze.
CREATE TABLE due_slot (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition_id bigint      NOT NULL REFERENCES edition,
  zone       text        NOT NULL,
  -- -1: when published
  hour       smallint    NOT NULL,
  due_at     timestamptz NOT NULL,
  UNIQUE (edition_id, zone, hour)
);

-- The ledger. State: 0 due, 1 claimed, 2 deferred, 3 sent, 4 skipped, 5 suppressed, 6 failed, 7 uncertain (delivery.DeliveryState).
-- No foreign key to subscriber: it would double the cost of the freeze.
CREATE TABLE delivery (
  subscriber_id   bigint      NOT NULL,
  edition_id      bigint      NOT NULL,
  -- when it may be tried; moves with every retry
  due_at          timestamptz NOT NULL,
  -- a row still untried after this is skipped as late
  late_at         timestamptz NOT NULL,
  claimed_at      timestamptz,
  settled_at      timestamptz,
  bounced_at      timestamptz,
  node_id         bigint,
  plan_id         bigint,
  edition_date    date        NOT NULL,
  -- the due_slot that due_at came from: a reader who changes hour or zone gets another
  slot            integer     NOT NULL,
  revision        integer,
  state           smallint    NOT NULL DEFAULT 0,
  priority        smallint    NOT NULL DEFAULT 5,
  domain_group    smallint    NOT NULL DEFAULT 0,
  attempts        smallint    NOT NULL DEFAULT 0,
  -- delivery.LedgerReason
  reason          smallint,
  subject_variant smallint,
  -- ordinals into the edition's pool, in the order shown. Not null means: this reader has them, may have them, or is about to
  -- get them. That is what "never the same story twice" reads, whatever the state.
  cards           smallint[],
  -- those of them that were shown as an update; null for none
  updates         smallint[],
  -- why each card was chosen, in the order of cards (digest.Reason codes)
  reasons         text[],
  PRIMARY KEY (subscriber_id, edition_date, edition_id),
  FOREIGN KEY (edition_id, edition_date) REFERENCES edition (id, edition_date)
) PARTITION BY RANGE (edition_date);
-- edition_id before due_at: a stopped edition's rows are never walked over by a claim.
CREATE INDEX delivery_due ON delivery (priority, domain_group, edition_id, due_at) WHERE state IN (0, 2);
CREATE INDEX delivery_claimed ON delivery (node_id) WHERE state = 1;
CREATE INDEX delivery_edition ON delivery (edition_id, state);

-- What the relay said, once per transmission; append-only. Accepted rows are what 'sent' is checked against.
-- The key names the transmission, so that a group settled twice (the answer to the commit was lost) is written once.
CREATE TABLE attempt (
  edition_id    bigint      NOT NULL,
  subscriber_id bigint      NOT NULL,
  -- 0: no node, a person's word
  node_id       bigint      NOT NULL,
  at            timestamptz NOT NULL,
  edition_date  date        NOT NULL,
  -- the row's first, second, ... transmission
  number        smallint    NOT NULL,
  -- 0 accepted, 1 deferred, 2 refused, 3 unknown, 4 vouched for by a person (delivery.AttemptOutcome)
  outcome       smallint    NOT NULL,
  code          smallint,
  enhanced      text,
  -- the server's words, addresses masked; null for an acceptance
  reply         text,
  PRIMARY KEY (edition_id, subscriber_id, node_id, number, edition_date)
) PARTITION BY RANGE (edition_date);

-- How far the ledger has followed what readers changed (delivery.ReaderChanges): one row.
CREATE TABLE reader_change_mark (
  only_row     boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  position     bigint      NOT NULL,
  candidate    bigint      NOT NULL,
  candidate_at timestamptz NOT NULL,
  -- the first transaction id that had not been given out when the candidate was read
  candidate_xid bigint     NOT NULL
);
INSERT INTO reader_change_mark (position, candidate, candidate_at, candidate_xid) VALUES (0, 0, '-infinity', 0);

-- Who changed something about themselves, in the order of the changes: every such change writes a consent record.
CREATE VIEW reader_change AS SELECT id, subscriber_id FROM consent_record;

-- Readers per story and edition, counted when the account closes and now and then before (delivery.ShownStories).
CREATE TABLE exposure (
  edition_id   bigint   NOT NULL REFERENCES edition,
  card_ordinal smallint NOT NULL,
  story_id     bigint   NOT NULL,
  readers      bigint   NOT NULL,
  PRIMARY KEY (edition_id, card_ordinal)
);
CREATE INDEX exposure_story ON exposure (story_id);

-- Published for reports: digests sent, by the date of their edition.
CREATE VIEW sent_per_day AS
SELECT a.newsletter_id, a.edition_date AS day, count(*) AS sent
FROM audience a
JOIN delivery d ON d.edition_id = a.edition_id AND d.edition_date = a.edition_date AND d.state = 3
GROUP BY a.newsletter_id, a.edition_date;
