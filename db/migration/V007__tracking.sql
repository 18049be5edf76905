-- Clicks of readers who consented, one row each; partition-free for now, purged by age.
CREATE TABLE click (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL,
  subscriber_id bigint      NOT NULL,
  edition_id    bigint      NOT NULL,
  card_ordinal  smallint    NOT NULL,
  -- the card's story when it was clicked; later merges are followed through its aliases
  story_id      bigint      NOT NULL,
  verdict       text        NOT NULL CHECK (verdict IN ('human', 'machine', 'unsure'))
);
CREATE INDEX click_edition ON click (edition_id, card_ordinal);
CREATE INDEX click_story ON click (story_id);
CREATE INDEX click_subscriber ON click (subscriber_id);
