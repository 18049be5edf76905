-- When staff last had a past digest mailed to its reader once more (delivery.DigestCopies): not more than once a day. The ledger knows
-- nothing of it, for it has one row per reader and edition.
CREATE TABLE digest_copy (
  subscriber_id bigint      NOT NULL,
  edition_id    bigint      NOT NULL REFERENCES edition,
  copied_at     timestamptz NOT NULL,
  PRIMARY KEY (subscriber_id, edition_id)
);
CREATE INDEX digest_copy_edition ON digest_copy (edition_id);
