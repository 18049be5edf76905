package org.paperround.article;

/// A feed to read. `url` is http(s) or, for the ingest command, a file. `weight` is in (0, 1].
public record SourceDefinition(
    String slug,
    String name,
    String owner,
    String url,
    boolean ownPortal,
    double weight,
    String defaultSection) {}
