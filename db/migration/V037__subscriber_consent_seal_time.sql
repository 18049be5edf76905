-- Dated when it is sealed, with the lock of all sealing held, not when its transaction began: else it could fall into a day whose
-- root is made already.
ALTER TABLE consent_seal ALTER COLUMN sealed_at SET DEFAULT clock_timestamp();
