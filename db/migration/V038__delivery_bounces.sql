-- How a mail came back that a relay had accepted (delivery.BounceClass), beside bounced_at. The row stays sent: it is an attribute,
-- no state.
ALTER TABLE delivery ADD COLUMN bounce smallint;

CREATE OR REPLACE VIEW sent_per_day AS
SELECT a.newsletter_id, a.edition_date AS day, count(*) AS sent, count(d.bounced_at) AS bounced
FROM audience a
JOIN delivery d ON d.edition_id = a.edition_id AND d.edition_date = a.edition_date AND d.state = 3
GROUP BY a.newsletter_id, a.edition_date;
