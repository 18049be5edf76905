-- The purge looks every day for readers who gave their address up to another one.
CREATE INDEX subscriber_given_up ON subscriber (id) WHERE address IS NULL AND erased_at IS NULL;
