-- Who confirms gets the latest edition, too (docs/adr/0020).
ALTER TABLE newsletter ADD COLUMN welcome_edition boolean NOT NULL DEFAULT false;
