-- How a source is read, beyond its address. A selector that is null is the standard one.
ALTER TABLE source
  ADD COLUMN kind                    text   NOT NULL DEFAULT 'feed' CHECK (kind IN ('feed', 'page', 'push')),
  ADD COLUMN link_selector           text,
  -- 'uk-politics=politics': what the source calls politics in its own way
  ADD COLUMN section_map             text[] NOT NULL DEFAULT '{}',
  ADD COLUMN key_points_selector     text,
  ADD COLUMN why_it_matters_selector text,
  ADD COLUMN what_it_means_selector  text,
  ADD COLUMN body_selector           text;

-- Who may push articles in the name of a source. Of a key only its SHA-256 is kept.
CREATE TABLE source_key (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id    bigint      NOT NULL REFERENCES source,
  hash         bytea       NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
CREATE INDEX source_key_source ON source_key (source_id);

-- The hub that a feed offers (WebSub), and how far our subscription there is. Another hub or topic
-- is another subscription: its number is in the address that the hub calls.
CREATE TABLE source_hub (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id     bigint      NOT NULL REFERENCES source,
  hub           text        NOT NULL,
  topic         text        NOT NULL,
  -- wanted: to be asked for; asked: the hub took the request; active: it has verified it;
  -- leaving: to be ended
  state         text        NOT NULL CHECK (state IN ('wanted', 'asked', 'active', 'leaving')),
  next_at       timestamptz NOT NULL,
  attempts      integer     NOT NULL DEFAULT 0,
  lease_ends_at timestamptz,
  pushed_at     timestamptz,
  reason        text
);
CREATE UNIQUE INDEX source_hub_current ON source_hub (source_id) WHERE state <> 'leaving';
CREATE INDEX source_hub_due ON source_hub (next_at);
