-- When mails that ask for a confirmation were last sent to an address, whoever asked for them (subscriber.ConfirmationLimit): by its
-- keyed hash, for it may be nobody's. Goes after a day.
CREATE TABLE confirmation_mail (
  address_hash bytea         NOT NULL PRIMARY KEY,
  sent         timestamptz[] NOT NULL
);
