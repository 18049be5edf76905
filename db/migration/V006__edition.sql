CREATE TABLE edition (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  newsletter_id bigint      NOT NULL REFERENCES newsletter,
  edition_date  date        NOT NULL,
  planned_at    timestamptz NOT NULL,
  -- false: made by hand, so a changed schedule does not move it
  scheduled     boolean     NOT NULL DEFAULT false,
  cut_off       timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  state         text        NOT NULL CHECK (state IN ('collecting', 'approved', 'held', 'sending', 'stopped', 'sent', 'missed', 'skipped')),
  state_since   timestamptz NOT NULL,
  -- who decided last
  decided_by    text        NOT NULL DEFAULT 'engine',
  revision      integer     NOT NULL DEFAULT 1,
  -- the instant that the last ranking spoke of
  ranked_at     timestamptz,
  -- when delivery froze the audience: what 'resume' returns to
  frozen_at     timestamptz,
  next_ordinal  smallint    NOT NULL DEFAULT 1,
  subject       text,
  preheader     text,
  UNIQUE (newsletter_id, planned_at),
  UNIQUE (id, edition_date)
);
CREATE INDEX edition_open ON edition (state) WHERE state IN ('collecting', 'approved', 'held', 'sending', 'stopped');

-- The pool: numbered cards, one per story. An ordinal is never given to another story, so a delivery can name its cards by it.
-- Cards are deleted only while no audience is frozen.
CREATE TABLE card (
  edition_id       bigint   NOT NULL REFERENCES edition,
  ordinal          smallint NOT NULL,
  story_id         bigint   NOT NULL REFERENCES story,
  story_revision   integer  NOT NULL,
  article_id       bigint   NOT NULL REFERENCES article,
  article_revision integer  NOT NULL,
  owner            text     NOT NULL,
  section          text     NOT NULL,
  topics           text[]   NOT NULL,
  published_at     timestamptz NOT NULL,
  embargoed_until  timestamptz,
  -- the content as it was when the card last changed: headline, standfirst, key points, image, ... (edition.CardContent)
  content          jsonb    NOT NULL,
  score            double precision NOT NULL,
  -- the named parts of the score (edition.ranking.Score)
  signals          jsonb    NOT NULL,
  -- position on the front page, from 1; null: in the tail
  front_position   smallint,
  -- the editor's word
  pinned_position  smallint,
  must_read        boolean  NOT NULL DEFAULT false,
  dropped          boolean  NOT NULL DEFAULT false,
  retracted_at     timestamptz,
  PRIMARY KEY (edition_id, ordinal),
  UNIQUE (edition_id, story_id)
);

-- Every decision, by whom: the edition's diary. One row per revision.
CREATE TABLE edition_revision (
  edition_id bigint      NOT NULL REFERENCES edition,
  revision   integer     NOT NULL,
  at         timestamptz NOT NULL,
  actor      text        NOT NULL,
  action     text        NOT NULL,
  story_id   bigint,
  PRIMARY KEY (edition_id, revision)
);
