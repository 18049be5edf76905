package org.paperround.article;

/// The picture of an article: absolute https address, what it shows in words, and its size in
/// pixels (0 where unknown).
public record ArticleImage(String url, String alt, int width, int height) {}
