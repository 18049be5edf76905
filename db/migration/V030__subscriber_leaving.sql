-- Leaving, and coming back if it was not meant (subscriber.Leaving).
ALTER TABLE subscription
  -- it was confirmed when its reader ended it on the page, so that for a day the reader can have it back as it was
  ADD COLUMN undoable boolean NOT NULL DEFAULT false;
