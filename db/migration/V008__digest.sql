-- One rendered document per edition revision, locale and look, cut into plan segments; kept from the first transmission that used it (digest.PlanStore).
CREATE TABLE plan (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition_id bigint      NOT NULL REFERENCES edition,
  revision   integer     NOT NULL,
  locale     text        NOT NULL,
  look       text        NOT NULL,
  segments   bytea       NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (edition_id, revision, locale, look)
);
