-- Published: who clicked anything in which edition, as far as can be told a person.
CREATE VIEW human_click AS SELECT DISTINCT edition_id, subscriber_id FROM click WHERE verdict = 'human';
