-- Whether a reader who leaves is told so by one last mail.
ALTER TABLE newsletter ADD COLUMN goodbye boolean NOT NULL DEFAULT false;
