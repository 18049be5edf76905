-- What an alert newsletter asks of a breaking story (newsletter.AlertPolicy); a digest does not read it.
ALTER TABLE newsletter
  -- most alerts a reader gets in a day of theirs, over all alert newsletters, unless the reader chose another number
  ADD COLUMN alerts_per_day smallint NOT NULL DEFAULT 3 CHECK (alerts_per_day BETWEEN 1 AND 20),
  -- how long after an alert the same story makes none again by itself, however it develops
  ADD COLUMN alert_again    interval NOT NULL DEFAULT '3 hours',
  -- how long after an article came out, or was changed last, its flag still counts
  ADD COLUMN alert_fresh    interval NOT NULL DEFAULT '1 hour';
