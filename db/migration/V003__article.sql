CREATE TABLE source (
  id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug                 text        NOT NULL UNIQUE,
  name                 text        NOT NULL,
  owner                text        NOT NULL,
  url                  text        NOT NULL UNIQUE,
  own_portal           boolean     NOT NULL DEFAULT false,
  weight               double precision NOT NULL DEFAULT 1 CHECK (weight > 0 AND weight <= 1),
  default_section      text        NOT NULL DEFAULT 'news',
  poll_seconds         integer     NOT NULL DEFAULT 300 CHECK (poll_seconds >= 30),
  active               boolean     NOT NULL DEFAULT true,
  etag                 text,
  last_modified        text,
  next_fetch_at        timestamptz NOT NULL DEFAULT '-infinity',
  last_fetched_at      timestamptz,
  last_success_at      timestamptz,
  failing_since        timestamptz,
  failure_reason       text,
  consecutive_failures integer     NOT NULL DEFAULT 0
);
CREATE INDEX source_due ON source (next_fetch_at) WHERE active;

-- A story is one event. A merged story keeps its id as an alias of the one it went into.
CREATE TABLE story (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  merged_into        bigint REFERENCES story,
  first_published_at timestamptz NOT NULL,
  developed_at       timestamptz NOT NULL,
  revision           integer     NOT NULL DEFAULT 1
);
CREATE INDEX story_developed ON story (developed_at) WHERE merged_into IS NULL;

CREATE TABLE article (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id       bigint      NOT NULL REFERENCES source,
  story_id        bigint      NOT NULL REFERENCES story,
  url             text        NOT NULL,
  -- the address without scheme and mobile or tracking variants: what tells articles apart
  url_key         text        NOT NULL UNIQUE,
  external_id     text        NOT NULL,
  headline        text        NOT NULL,
  standfirst      text        NOT NULL,
  key_points      text[]      NOT NULL DEFAULT '{}',
  body            text        NOT NULL,
  why_it_matters  text,
  what_it_means   text,
  section         text        NOT NULL,
  topics          text[]      NOT NULL DEFAULT '{}',
  byline          text,
  image_url       text,
  image_alt       text,
  image_width     integer,
  image_height    integer,
  related         text[]      NOT NULL DEFAULT '{}',
  breaking        boolean     NOT NULL DEFAULT false,
  published_at    timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  first_seen_at   timestamptz NOT NULL,
  embargoed_until timestamptz,
  retracted_at    timestamptz,
  -- counts substantive changes; a corrected comma does not raise it
  revision        integer     NOT NULL DEFAULT 1,
  -- the feed's entry as last seen, to know whether it changed
  feed_hash          text    NOT NULL,
  -- own portal: the article's page, read apart from the feed
  page_read_at       timestamptz,
  page_attempts      integer NOT NULL DEFAULT 0,
  page_etag          text,
  page_last_modified text,
  UNIQUE (source_id, external_id)
);
CREATE INDEX article_story ON article (story_id);
CREATE INDEX article_published ON article (published_at);
