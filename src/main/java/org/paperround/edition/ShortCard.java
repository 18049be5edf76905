package org.paperround.edition;

import org.jspecify.annotations.Nullable;

/// What a list of past mails says of a card: its headline as mailed now, its section, its place on
/// the front page (null: in the tail). `withdrawn`: dropped or retracted, so that no mail may begin
/// to be sent with it.
public record ShortCard(
    long editionId,
    int ordinal,
    long storyId,
    String headline,
    String section,
    @Nullable Integer frontPosition,
    boolean withdrawn) {
  public EditionId edition() {
    return new EditionId(editionId);
  }
}
