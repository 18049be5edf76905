-- Consent records are chained per reader, so that a change of one shows (docs/adr/0019). What a record says may be blanked once, by
-- its reader's erasure; the chain over it stays.
ALTER TABLE consent_record
  -- so that nobody can find out by trying what an erased record said
  ADD COLUMN salt      bytea DEFAULT uuid_send(gen_random_uuid()),
  ADD COLUMN erased_at timestamptz;

ALTER TABLE consent_record DROP CONSTRAINT consent_record_event_check;
ALTER TABLE consent_record ADD CONSTRAINT consent_record_event_check CHECK (event IN (
  'requested', 'confirmed', 'imported', 'changed', 'tracking_granted', 'tracking_withdrawn', 'ended', 'suppressed', 'unsuppressed',
  'erased'));

DROP TRIGGER consent_record_append_only ON consent_record;
CREATE TRIGGER consent_record_append_only BEFORE DELETE OR TRUNCATE ON consent_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_all_but_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL
      AND (NEW.id, NEW.subscriber_id, NEW.event, NEW.at) = (OLD.id, OLD.subscriber_id, OLD.event, OLD.at)
      AND NEW.newsletter_id IS NOT DISTINCT FROM OLD.newsletter_id
      AND NEW.detail IN ('', OLD.detail) AND NEW.method = '' AND NEW.locale = ''
      AND num_nonnulls(NEW.salt, NEW.wording_id, NEW.source_url, NEW.network_prefix, NEW.edition_id) = 0 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER consent_record_kept BEFORE UPDATE ON consent_record
  FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasure();

-- What a record says, as 32 bytes: SHA-256 of its salt and of a JSON array of its fields, the wording in full.
CREATE FUNCTION consent_content_hash(r consent_record) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(r.salt || convert_to(CAST(jsonb_build_array(
    r.id, r.subscriber_id, r.newsletter_id, r.event, r.detail, r.method,
    to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    (SELECT w.text FROM consent_wording w WHERE w.id = r.wording_id),
    r.locale, r.source_url, r.network_prefix, r.edition_id) AS text), 'UTF8'))
$$;

-- The chains: each link is SHA-256 of the one before and of what its record says.
CREATE TABLE consent_seal (
  record_id     bigint      NOT NULL PRIMARY KEY,
  subscriber_id bigint      NOT NULL,
  -- of this reader's records, from 1
  position      integer     NOT NULL,
  content_hash  bytea       NOT NULL,
  chain_hash    bytea       NOT NULL,
  sealed_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (subscriber_id, position)
);
CREATE INDEX consent_seal_day ON consent_seal (sealed_at);
CREATE TRIGGER consent_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_seal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One for each day (UTC) on which something was sealed: SHA-256 of the root before, of the day, and of the links of the day in order.
CREATE TABLE consent_root (
  day     date        NOT NULL PRIMARY KEY,
  records bigint      NOT NULL,
  root    bytea       NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER consent_root_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_root
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How far everything is sealed (subscriber.ConsentChain): one row. Records up to `through` were committed long before it was set.
CREATE TABLE consent_seal_mark (
  only_row     boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  through      bigint      NOT NULL,
  candidate    bigint      NOT NULL,
  candidate_at timestamptz NOT NULL
);
INSERT INTO consent_seal_mark (through, candidate, candidate_at) VALUES (0, 0, '-infinity');
