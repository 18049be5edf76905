-- Dry runs of editions over their whole audience (delivery.DryRuns): how far each is, and what it found.
CREATE TABLE dry_run (
  id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition_id bigint      NOT NULL REFERENCES edition,
  revision   integer     NOT NULL,
  asked_by   text        NOT NULL,
  asked_at   timestamptz NOT NULL,
  readers    bigint      NOT NULL,
  done       bigint      NOT NULL DEFAULT 0,
  -- the database's time, renewed by the node that works at it; null: none does yet
  heard_at   timestamptz,
  ended_at   timestamptz,
  ending     text        CHECK (ending IN ('finished', 'cancelled', 'failed')),
  found      jsonb,
  CONSTRAINT dry_run_ended CHECK ((ended_at IS NULL) = (ending IS NULL)),
  CONSTRAINT dry_run_found CHECK ((found IS NOT NULL) = (ending IS NOT DISTINCT FROM 'finished'))
);
CREATE UNIQUE INDEX dry_run_running ON dry_run (edition_id) WHERE ended_at IS NULL;
CREATE INDEX dry_run_edition ON dry_run (edition_id, id);
