package org.paperround.article;

/// A story that is alike another and not the same, with the article that shows it.
public record RelatedStory(StoryId story, String headline, String url) {}
