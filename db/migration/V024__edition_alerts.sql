-- An alert is the edition of one story at one of its revisions: two nodes, two ticks or a flag that comes again make one.
ALTER TABLE edition
  ADD COLUMN story_id       bigint REFERENCES story,
  ADD COLUMN story_revision integer,
  ADD CONSTRAINT edition_alert_whole CHECK ((story_id IS NULL) = (story_revision IS NULL));
CREATE UNIQUE INDEX edition_alert ON edition (newsletter_id, story_id, story_revision) WHERE story_id IS NOT NULL;
