-- Stories that are aliases of one: asked for whenever an article joins it.
CREATE INDEX story_alias ON story (merged_into) WHERE merged_into IS NOT NULL;
