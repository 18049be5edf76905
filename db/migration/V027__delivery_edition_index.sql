-- Rows that wait are not in the index by edition: freezing an audience writes one index less, and what waits is found by delivery_due.
DROP INDEX delivery_edition;
DROP INDEX delivery_uncertain;
CREATE INDEX delivery_edition ON delivery (edition_id, state) WHERE state NOT IN (0, 2);
