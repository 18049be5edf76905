package org.paperround.article;

/// How articles come from a source: a feed that is read, a page that lists them, or only by the
/// push API. A feed or a page may be pushed to as well.
public enum SourceKind {
  FEED,
  PAGE,
  PUSH
}
