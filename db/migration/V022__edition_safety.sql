-- Why, where whoever decided said so.
ALTER TABLE edition_revision ADD COLUMN note text;

-- An edition that is a letter: what it corrects, and its words (edition.Letter). Such a one has no cards.
ALTER TABLE edition
  ADD COLUMN corrects_edition bigint REFERENCES edition,
  ADD COLUMN corrects_story   bigint REFERENCES story,
  ADD COLUMN letter           text,
  ADD CONSTRAINT letter_whole CHECK (num_nonnulls(corrects_edition, corrects_story, letter) IN (0, 3));
-- The same words go to nobody twice.
CREATE UNIQUE INDEX edition_letter ON edition (newsletter_id, corrects_story, md5(letter)) WHERE letter IS NOT NULL;

-- Where the story stood that a letter corrects: who was shown one of these cards gets it.
CREATE TABLE letter_card (
  letter_id    bigint   NOT NULL REFERENCES edition,
  edition_id   bigint   NOT NULL,
  edition_date date     NOT NULL,
  ordinal      smallint NOT NULL,
  PRIMARY KEY (letter_id, edition_id, ordinal)
);
