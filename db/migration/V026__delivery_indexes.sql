-- A claim asks for the due rows of one edition and group. With edition_id first, "does anything of this edition wait" is one step
-- down the same index, too.
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (edition_id, priority, domain_group, due_at) WHERE state IN (0, 2);

-- Without the state: while an edition is sent its statistics are always old, and the planner, which took "this edition, due" for a
-- handful of rows, chose this index and walked over all that wait.
DROP INDEX delivery_edition;
CREATE INDEX delivery_edition ON delivery (edition_id);
CREATE INDEX delivery_uncertain ON delivery (edition_id) WHERE state = 7;
