-- Groups of recipient domains beside those of delivery.DomainGroup (0 to 4). Never deleted: rows of the ledger hold the codes.
CREATE TABLE domain_group (
  -- 10 to 99: an operator's group, for good. 100 to 163: a single domain that asked to slow down; used again once that is over,
  -- which is safe, for a claim puts rows of another domain right
  code smallint NOT NULL PRIMARY KEY,
  name text     NOT NULL UNIQUE
);

-- How fast a group is sent to after it asked to slow down, over all nodes (delivery.Pace).
CREATE TABLE throttle (
  relay      text             NOT NULL,
  -- a code of domain_group or delivery.DomainGroup
  code       smallint         NOT NULL,
  -- mails a second: what it grows back to, and what it was cut to
  reference  double precision NOT NULL,
  per_second double precision NOT NULL,
  cut_at     timestamptz      NOT NULL,
  -- since when it has been down at the floor
  low_since  timestamptz,
  PRIMARY KEY (relay, code)
);

-- How many mails were claimed on a day (UTC) of a warm-up plan, less those that did not leave.
CREATE TABLE warm_up_day (
  relay text    NOT NULL,
  day   date    NOT NULL,
  taken integer NOT NULL,
  PRIMARY KEY (relay, day)
);
