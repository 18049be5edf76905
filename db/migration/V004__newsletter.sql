CREATE TABLE newsletter (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug              text     NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name              text     NOT NULL,
  description       text     NOT NULL,
  portal_name       text     NOT NULL,
  portal_url        text     NOT NULL,
  kind              text     NOT NULL CHECK (kind IN ('digest', 'alert')),
  active            boolean  NOT NULL DEFAULT true,
  -- schedule: the cut-off in local time on these ISO week days (1 = Monday)
  send_time         time     NOT NULL,
  send_days         smallint[] NOT NULL DEFAULT '{1,2,3,4,5,6,7}',
  zone              text     NOT NULL,
  late_limit        interval NOT NULL DEFAULT '3 hours',
  max_age           interval NOT NULL DEFAULT '14 hours',
  -- slots
  front_page_slots  smallint NOT NULL DEFAULT 5 CHECK (front_page_slots BETWEEN 1 AND 12),
  min_stories       smallint NOT NULL DEFAULT 3,
  max_stories       smallint NOT NULL DEFAULT 12 CHECK (max_stories BETWEEN 1 AND 40),
  -- policies
  approval          text     NOT NULL DEFAULT 'automatic' CHECK (approval IN ('automatic', 'required')),
  uncertain         text     NOT NULL DEFAULT 'resend' CHECK (uncertain IN ('resend', 'hold')),
  -- sender and look
  sender_name       text     NOT NULL,
  sender_address    text     NOT NULL,
  reply_to          text     NOT NULL,
  postal_address    text     NOT NULL,
  look              text     NOT NULL DEFAULT 'courier',
  locale            text     NOT NULL DEFAULT 'en'
);

-- What a new installation starts with: an offer to change, so that sign-up and `edition build` work on the first day.
INSERT INTO newsletter (slug, name, description, portal_name, portal_url, kind, send_time, zone, sender_name, sender_address, reply_to, postal_address)
VALUES ('morning-briefing', 'Morning Briefing', 'What happened, and what matters to you, in one calm mail a day.', 'The Courier',
        'https://www.thecourier.example/', 'digest', '06:00', 'Europe/London', 'The Courier',
        'briefing@news.thecourier.example', 'readers@news.thecourier.example', 'The Courier, 12 Printing House Lane, London EC4V 5EX');
