-- Clicks of readers who consented, one row each; partition-free for now, purged by age.
CREATE TABLE click (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL,
  subscriber_id bigint      NOT NULL,
  edition_id    bigint      NOT NULL,
  card_ordinal  smallint    NOT NULL,
  verdict       text        NOT NULL CHECK (verdict IN ('human', 'machine', 'unsure'))
);
CREATE INDEX click_edition ON click (edition_id, card_ordinal);
CREATE INDEX click_subscriber ON click (subscriber_id);
