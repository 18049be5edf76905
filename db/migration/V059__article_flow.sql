-- What a source brings in a day, for hundreds of sources at once.
CREATE INDEX article_source_seen ON article (source_id, first_seen_at);
