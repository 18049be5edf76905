-- Whether editions that went out can be read by anybody on the web, without what is personal.
ALTER TABLE newsletter ADD COLUMN archive boolean NOT NULL DEFAULT true;
