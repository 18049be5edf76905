-- While this row is there no digest and no alert is sent, on whatever node (delivery.HoldSwitch).
CREATE TABLE sending_hold (
  only_row boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
  since    timestamptz NOT NULL,
  actor    text        NOT NULL,
  reason   text        NOT NULL
);
