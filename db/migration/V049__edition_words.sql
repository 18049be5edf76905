-- An editor's words for a story in this edition's mails; null: the article's.
ALTER TABLE card
  ADD COLUMN mail_headline   text,
  ADD COLUMN mail_standfirst text;

-- What the revision changed of the editor's word on cards (edition.WordChange), so that it can be undone.
ALTER TABLE edition_revision ADD COLUMN change jsonb;
