-- Who works at the desk. Never deleted: what they did names them.
CREATE TABLE staff_member (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address     text        NOT NULL,
  -- the form by which duplicates are found
  address_key text        NOT NULL UNIQUE,
  name        text        NOT NULL,
  role        text        NOT NULL CHECK (role IN ('viewer', 'editor', 'publisher', 'admin')),
  active      boolean     NOT NULL DEFAULT true,
  invited_at  timestamptz NOT NULL,
  invited_by  text        NOT NULL
);

-- Links that were asked for. An address that is nobody's leaves a row too, without a member, so that the answer takes as long.
CREATE TABLE staff_sign_in (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- SHA-256 of the token in the link, and of the secret in the cookie of the browser that asked
  token_hash   bytea       NOT NULL UNIQUE,
  browser_hash bytea       NOT NULL,
  member_id    bigint      REFERENCES staff_member,
  -- the page that leads here, to go back to
  back         text        NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz
);
CREATE INDEX staff_sign_in_member ON staff_sign_in (member_id, created_at);
CREATE INDEX staff_sign_in_age ON staff_sign_in (expires_at);

CREATE TABLE staff_session (
  id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash bytea       NOT NULL UNIQUE,
  member_id  bigint      NOT NULL REFERENCES staff_member,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  network    text        NOT NULL,
  ended_at   timestamptz
);
CREATE INDEX staff_session_member ON staff_session (member_id) WHERE ended_at IS NULL;
CREATE INDEX staff_session_age ON staff_session (expires_at);

CREATE TABLE staff_audit (
  id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL,
  actor   text        NOT NULL,
  action  text        NOT NULL,
  subject text        NOT NULL,
  before  jsonb       NOT NULL,
  after   jsonb       NOT NULL
);
CREATE INDEX staff_audit_subject ON staff_audit (subject, id);
CREATE TRIGGER staff_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
