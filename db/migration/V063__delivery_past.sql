-- which editions of the last weeks readers may have had: asked by every claim
CREATE INDEX audience_date ON audience (edition_date);
