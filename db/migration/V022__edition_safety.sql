-- Why, where whoever decided said so.
ALTER TABLE edition_revision ADD COLUMN note text;
