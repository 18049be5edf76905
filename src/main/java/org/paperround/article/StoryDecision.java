package org.paperround.article;

/// What became of an editor's word on which articles are one story.
public sealed interface StoryDecision {
  /// It holds. `story` is the story that is left after a merge, or the new one after a split.
  record Done(StoryId story) implements StoryDecision {}

  /// There is no story of this id.
  record NoSuchStory(StoryId story) implements StoryDecision {}

  /// Nothing was changed; `why` is a sentence.
  record Impossible(String why) implements StoryDecision {}
}
