-- Nodes that send, alive while heartbeat_at is recent in database time.
CREATE TABLE node (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text        NOT NULL,
  started_at   timestamptz NOT NULL,
  heartbeat_at timestamptz NOT NULL,
  stopped_at   timestamptz
);

-- The audience of one edition, frozen by one statement.
CREATE TABLE audience (
  edition_id   bigint      NOT NULL PRIMARY KEY REFERENCES edition,
  edition_date date        NOT NULL,
  eligible     bigint      NOT NULL,
  frozen_at    timestamptz NOT NULL,
  closed_at    timestamptz
);

-- due_at per distinct (zone, hour), computed in Java, joined by the freeze.
CREATE TABLE due_slot (
  edition_id bigint      NOT NULL REFERENCES edition,
  zone       text        NOT NULL,
  -- -1: when published
  hour       smallint    NOT NULL,
  due_at     timestamptz NOT NULL,
  PRIMARY KEY (edition_id, zone, hour)
);

-- The ledger. State: 0 due, 1 claimed, 2 deferred, 3 sent, 4 skipped, 5 suppressed, 6 failed, 7 uncertain (delivery.DeliveryState).
-- No foreign key to subscriber: it would double the cost of the freeze.
CREATE TABLE delivery (
  subscriber_id   bigint      NOT NULL,
  edition_date    date        NOT NULL,
  edition_id      bigint      NOT NULL,
  state           smallint    NOT NULL DEFAULT 0,
  priority        smallint    NOT NULL DEFAULT 5,
  domain_group    smallint    NOT NULL DEFAULT 0,
  attempts        smallint    NOT NULL DEFAULT 0,
  reason          smallint,
  node_id         bigint,
  due_at          timestamptz NOT NULL,
  claimed_at      timestamptz,
  settled_at      timestamptz,
  revision        integer,
  subject_variant smallint,
  plan_id         bigint,
  cards           smallint[],
  -- why each card was chosen, in the order of cards (digest.Reason codes)
  reasons         text[],
  bounced_at      timestamptz,
  PRIMARY KEY (subscriber_id, edition_date, edition_id),
  FOREIGN KEY (edition_id, edition_date) REFERENCES edition (id, edition_date)
) PARTITION BY RANGE (edition_date);
CREATE INDEX delivery_due ON delivery (priority, domain_group, due_at) WHERE state IN (0, 2);
CREATE INDEX delivery_claimed ON delivery (node_id) WHERE state = 1;
CREATE INDEX delivery_edition ON delivery (edition_id, state);

-- What the relay said, once per transmission; append-only. 'accepted' rows are what 'sent' is checked against.
CREATE TABLE attempt (
  edition_date  date        NOT NULL,
  edition_id    bigint      NOT NULL,
  subscriber_id bigint      NOT NULL,
  at            timestamptz NOT NULL,
  node_id       bigint      NOT NULL,
  outcome       smallint    NOT NULL,
  code          smallint,
  enhanced      text,
  -- the server's words, addresses masked; null for the usual acceptance
  reply         text
) PARTITION BY RANGE (edition_date);
CREATE INDEX attempt_edition ON attempt (edition_id, subscriber_id);
