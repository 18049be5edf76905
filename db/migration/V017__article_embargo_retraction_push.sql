-- Which embargoes ended lately: the story is news then.
CREATE INDEX article_embargo ON article (embargoed_until) WHERE embargoed_until IS NOT NULL;
