package org.paperround.article;

/// What an operator says of a source, whether it is only meant or stored, also before the rules of
/// today. The fields are those of [SourceDefinition].
public sealed interface DescribedSource permits SourceDefinition, SourceHealth {
  String slug();

  String name();

  String owner();

  String url();

  boolean ownPortal();

  double weight();

  String defaultSection();

  SourceSettings settings();
}
