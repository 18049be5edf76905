-- The transactional outbox: a mail that is committed with its cause (mail.Outbox). The message is complete but unsigned;
-- it is emptied once the relay has taken it, so that nothing personal stays longer than the sending needs it.
CREATE TABLE outbox_mail (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text        NOT NULL,
  subscriber_id bigint,
  recipient     text        NOT NULL,
  message       bytea       NOT NULL,
  created_at    timestamptz NOT NULL,
  due_at        timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  attempts      smallint    NOT NULL DEFAULT 0,
  state         text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'expired')),
  last_reply    text,
  settled_at    timestamptz
);
CREATE INDEX outbox_mail_due ON outbox_mail (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_mail_subscriber ON outbox_mail (subscriber_id);
