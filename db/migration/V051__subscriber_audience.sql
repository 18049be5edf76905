-- The desk looks readers up by the beginning of their address (subscriber.Audience), in the order of its letters' bytes, whatever the
-- database's own order is.
CREATE INDEX subscriber_address_order ON subscriber (address_key COLLATE "C");
