-- The text in 64 bits (SimHash): nearly the same text differs in few of them. Null: too little text,
-- or stored before this column was.
ALTER TABLE article ADD COLUMN fingerprint bigint;

-- What editors said of stories, for ever: append-only. `story_id` is the story that was merged or
-- split, `other_id` the one that it went into or that was split off.
CREATE TABLE story_order (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL,
  actor    text        NOT NULL,
  action   text        NOT NULL CHECK (action IN ('merge', 'split')),
  story_id bigint      NOT NULL REFERENCES story,
  other_id bigint      NOT NULL REFERENCES story
);
CREATE INDEX story_order_story ON story_order (story_id);
CREATE INDEX story_order_other ON story_order (other_id);

-- The articles that an order speaks of: those of one side are one story, those of two sides are not.
CREATE TABLE story_order_article (
  order_id   bigint   NOT NULL REFERENCES story_order,
  article_id bigint   NOT NULL REFERENCES article,
  side       smallint NOT NULL,
  PRIMARY KEY (order_id, article_id)
);
CREATE INDEX story_order_article_article ON story_order_article (article_id);

-- Stories that are alike and not the same, as the last look at the whole found them.
CREATE TABLE story_kin (
  story_id bigint           NOT NULL REFERENCES story,
  kin_id   bigint           NOT NULL REFERENCES story,
  likeness double precision NOT NULL,
  PRIMARY KEY (story_id, kin_id)
);
