-- Whether the links of this reader's mail are tracked, so that a click can be seen: clicks are counted against these exposures.
ALTER TABLE delivery ADD COLUMN tracked boolean NOT NULL DEFAULT false;
ALTER TABLE exposure ADD COLUMN tracked bigint NOT NULL DEFAULT 0;

-- Digests of consenting readers whose tail was put in order by chance, to learn from (delivery.TasteLearning). Kept for 90
-- days, and no longer than the consent.
CREATE TABLE random_tail (
  edition_id    bigint      NOT NULL REFERENCES edition,
  edition_date  date        NOT NULL,
  subscriber_id bigint      NOT NULL,
  at            timestamptz NOT NULL,
  -- the cards in the order shown, with their positions in the digest from 1
  ordinals      smallint[]  NOT NULL,
  positions     smallint[]  NOT NULL,
  -- with which each of them would have stood at each of the positions
  propensity    double precision NOT NULL CHECK (propensity > 0 AND propensity <= 1),
  -- what each card was worth to the reader, part by part, card after card (digest.taste.TasteWeights)
  parts         real[]      NOT NULL,
  PRIMARY KEY (edition_id, subscriber_id)
);
CREATE INDEX random_tail_at ON random_tail (at);

-- What was learnt, once a night: the newest adopted row weighs (digest.taste.Refit).
CREATE TABLE taste_weights (
  -- the night
  day        date             NOT NULL PRIMARY KEY,
  importance double precision NOT NULL,
  section    double precision NOT NULL,
  owner      double precision NOT NULL,
  words      double precision NOT NULL,
  -- on how many digests and clicks the check was made; clicks a look by the weights before and by these; the gain's lower bound
  digests    integer          NOT NULL,
  clicks     integer          NOT NULL,
  present    double precision NOT NULL,
  candidate  double precision NOT NULL,
  low        double precision NOT NULL,
  adopted    boolean          NOT NULL
);
