-- Sign-ins that were begun with the OpenID Connect provider, so that any node can take the browser back.
CREATE TABLE staff_open_id (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- SHA-256 of the state, and of the secret in the cookie of the browser that began
  state_hash   bytea       NOT NULL UNIQUE,
  browser_hash bytea       NOT NULL,
  -- the page that led here, to go back to
  back         text        NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz
);
CREATE INDEX staff_open_id_age ON staff_open_id (expires_at);
