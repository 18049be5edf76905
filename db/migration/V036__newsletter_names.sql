-- Published to subscriber: what readers call a newsletter, for their records.
CREATE VIEW newsletter_name AS SELECT id, slug, name FROM newsletter;
