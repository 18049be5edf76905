-- The cards of earlier transmissions that may have arrived, where a later one was composed anew: a correction goes to those as well.
-- A node of the version before forgets them when it claims such a row.
ALTER TABLE delivery ADD COLUMN earlier smallint[];
