-- What an editor says above the stories of an edition's mails, and what an act changed of the words of the whole mail, so that
-- it can be undone. A node of the version before sends editions without the intro.
ALTER TABLE edition ADD COLUMN intro text;
ALTER TABLE edition_revision ADD COLUMN words jsonb;
