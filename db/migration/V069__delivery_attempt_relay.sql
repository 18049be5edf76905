-- Which of several relays it was; null where there is only one, for there is a row for each mail.
ALTER TABLE attempt ADD COLUMN relay text;
COMMENT ON COLUMN attempt.reply IS
  'The server''s words, addresses masked; of an acceptance their begin, which has the id that the relay knows the mail by.';
