-- Clicks go by age (tracking.Tracking): rows come in the order of their times, so that a few bytes for each range of pages tell which
-- ranges hold old ones.
CREATE INDEX click_age ON click USING brin (at) WITH (pages_per_range = 32);

-- Mails that were sent or given up long ago go, too (mail.Outbox).
CREATE INDEX outbox_mail_settled ON outbox_mail (settled_at) WHERE settled_at IS NOT NULL;
