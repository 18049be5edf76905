-- Alarms: one open row per cause (platform.alarm).
CREATE TABLE alarm (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cause       text        NOT NULL,
  text        text        NOT NULL,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL,
  occurrences integer     NOT NULL DEFAULT 1,
  mailed_at   timestamptz,
  resolved_at timestamptz
);
CREATE UNIQUE INDEX alarm_open ON alarm (cause) WHERE resolved_at IS NULL;
