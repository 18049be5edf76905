-- Who has which page of the desk open now. A row that is not renewed says nothing after half a minute.
CREATE TABLE staff_presence (
  -- as the audit log calls it: 'edition 12'
  subject   text        NOT NULL,
  member_id bigint      NOT NULL REFERENCES staff_member,
  seen_at   timestamptz NOT NULL,
  PRIMARY KEY (subject, member_id)
);
CREATE INDEX staff_presence_age ON staff_presence (seen_at);
