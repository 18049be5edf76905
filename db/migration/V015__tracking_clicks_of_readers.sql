-- What a reader clicked lately, read whenever a digest is chosen.
CREATE INDEX click_reader ON click (subscriber_id, at);
DROP INDEX click_subscriber;
