-- Subjects beside `subject`, tried on readers; and the first revision under the present words.
ALTER TABLE edition
  ADD COLUMN other_subjects text[]  NOT NULL DEFAULT '{}',
  ADD COLUMN worded         integer NOT NULL DEFAULT 0;

-- The subjects that this revision gave: empty for the lead story's, null where it left the words as they were.
ALTER TABLE edition_revision ADD COLUMN subjects text[];
