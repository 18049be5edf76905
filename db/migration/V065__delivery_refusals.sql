-- Mails refused for our own set-up, or for no reason that is known (delivery.Brake). With a default: nodes of the version
-- before write these rows, too.
ALTER TABLE pulse ADD COLUMN refusals bigint NOT NULL DEFAULT 0;
ALTER TABLE brake ADD COLUMN refusals bigint NOT NULL DEFAULT 0;
