-- What an edition's report says of readers who left by the links of its mails (delivery.EditionReports). Who took it back within the day
-- that an undo takes has not left.
CREATE VIEW departure AS
SELECT r.subscriber_id, r.edition_id FROM consent_record r
WHERE r.event = 'ended' AND r.edition_id IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM consent_record u
    WHERE u.subscriber_id = r.subscriber_id AND u.newsletter_id = r.newsletter_id AND u.id > r.id
      AND u.event = 'confirmed' AND u.detail = 'undo' AND u.at <= r.at + interval '1 day');
CREATE INDEX consent_record_departure ON consent_record (edition_id) WHERE event = 'ended' AND edition_id IS NOT NULL;

-- With the edition whose mail it was, where what came back says so.
CREATE OR REPLACE VIEW complaint AS
SELECT subscriber_id, newsletter_id, at, edition_id FROM consent_record WHERE event = 'suppressed' AND detail = 'complaint';

-- The few mails of an edition that came back are counted without a walk over the others.
CREATE INDEX delivery_returned ON delivery (edition_id, bounce) WHERE bounced_at IS NOT NULL;
