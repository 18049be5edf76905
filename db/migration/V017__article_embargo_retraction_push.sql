-- Which embargoes ended lately: the story is news then.
CREATE INDEX article_embargo ON article (embargoed_until) WHERE embargoed_until IS NOT NULL;

-- An editor took the event back: what joins the story goes with it. A source takes back articles only.
ALTER TABLE story ADD COLUMN retracted_at timestamptz;
-- Who took a story back was not recorded before: all count as the editor's, as they did.
UPDATE story s SET retracted_at = taken.at
FROM (SELECT story_id, max(retracted_at) AS at FROM article
      GROUP BY story_id HAVING bool_and(retracted_at IS NOT NULL)) AS taken
WHERE s.id = taken.story_id;

-- The words are those of the last push, no poll's: a feed that is behind does not overwrite them.
ALTER TABLE article ADD COLUMN pushed boolean NOT NULL DEFAULT false;
