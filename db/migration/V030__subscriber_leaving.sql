-- Leaving, and coming back if it was not meant (subscriber.Leaving).
ALTER TABLE subscription
  -- it was confirmed when its reader ended it on the page, so that for a day the reader can have it back as it was
  ADD COLUMN undoable boolean NOT NULL DEFAULT false;

-- Published to delivery: who confirmed, and was told that this edition follows. An import tells nobody so.
CREATE VIEW newcomer AS
SELECT subscriber_id, edition_id FROM consent_record WHERE event = 'confirmed' AND edition_id IS NOT NULL;
CREATE INDEX consent_record_newcomer ON consent_record (edition_id, subscriber_id)
  WHERE event = 'confirmed' AND edition_id IS NOT NULL;
