-- The audit page shows what one person did.
CREATE INDEX staff_audit_actor ON staff_audit (actor, id);
