package org.paperround.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One article as the portal's templates show it: the piece with its addresses and its times made
/// absolute.
record PortalEntry(
    String id,
    String section,
    String headline,
    String standfirst,
    List<String> keyPoints,
    List<String> body,
    @Nullable String why,
    @Nullable String means,
    List<String> topics,
    String byline,
    boolean breaking,
    String url,
    String localPath,
    String imageUrl,
    String imagePath,
    String imageAlt,
    List<RelatedLink> related,
    Instant publishedAt,
    Instant updatedAt) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK)
          .withZone(ZoneId.of("Europe/London"));

  record RelatedLink(String url, String headline) {}

  String published() {
    return publishedAt.toString();
  }

  String updated() {
    return updatedAt.toString();
  }

  String shown() {
    return SHOWN.format(publishedAt);
  }

  String rfc822() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(publishedAt.atOffset(ZoneOffset.UTC));
  }

  /// schema.org NewsArticle; `<` is escaped so that no text can end the script element.
  String jsonLd() {
    Map<String, Object> article = new LinkedHashMap<>();
    article.put("@context", "https://schema.org");
    article.put("@type", "NewsArticle");
    article.put("mainEntityOfPage", url);
    article.put("headline", headline);
    article.put("description", standfirst);
    article.put("articleSection", section);
    article.put("keywords", topics);
    article.put("author", List.of(Map.of("@type", "Person", "name", byline)));
    article.put("datePublished", published());
    article.put("dateModified", updated());
    article.put(
        "image",
        Map.of(
            "@type",
            "ImageObject",
            "url",
            imageUrl,
            "width",
            1200,
            "height",
            675,
            "caption",
            imageAlt));
    article.put("articleBody", String.join("\n\n", body));
    try {
      return JSON.writeValueAsString(article).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
