-- A freeze spent a third of its time on looking up the same edition for every row. That it is there and stays is held by
-- audience and due_slot, which refer to it: rows are only inserted by a freeze that wrote the one and joins the other.
ALTER TABLE delivery DROP CONSTRAINT delivery_edition_id_edition_date_fkey;
