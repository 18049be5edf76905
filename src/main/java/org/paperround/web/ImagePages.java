package org.paperround.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperround.article.ArticleImage;
import org.paperround.article.ArticleImages;
import org.paperround.article.ShownImage;
import org.paperround.digest.DigestLinks;
import org.paperround.edition.EditionId;
import org.paperround.edition.Editions;

/// `/i/TOKEN`: the image of a stored card in the size that a mail shows. The token is signed and
/// names card and size, nobody who reads; the image's address is the one stored with the card, so
/// nothing else can be had through us.
final class ImagePages {
  private static final String FOR_A_WEEK = "public, max-age=604800";

  private final Pages pages;
  private final DigestLinks links;
  private final Optional<ArticleImages> images;
  private final LoadingCache<EditionId, Map<Integer, ArticleImage>> stored;

  /// Without `images`, addresses in mails of before lead to the publisher's.
  ImagePages(Pages pages, DigestLinks links, Editions editions, Optional<ArticleImages> images) {
    this.pages = pages;
    this.links = links;
    this.images = images;
    this.stored =
        Caffeine.newBuilder()
            .maximumSize(50)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(edition -> images(editions, edition));
  }

  private static Map<Integer, ArticleImage> images(Editions editions, EditionId edition) {
    return editions.pool(edition).cards().stream()
        .filter(card -> card.retractedAt() == null)
        .flatMap(card ->
            Stream.ofNullable(card.content().image())
                .map(image -> Map.entry(card.ordinal(), image)))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void register(RoutesConfig routes) {
    routes.get("/i/{token}", this::show);
    routes.head("/i/{token}", this::show);
  }

  private void show(Context ctx) {
    Optional<DigestLinks.SizedImage> asked = links.image(ctx.pathParam("token"));
    Optional<String> url =
        asked
            .flatMap(
                image -> Optional.ofNullable(stored.get(image.edition()).get(image.cardOrdinal())))
            .map(ArticleImage::url)
            .filter(address -> address.startsWith("https://"));
    if (asked.isEmpty() || url.isEmpty()) {
      pages.notFound(ctx);
      return;
    }
    switch (shown(url.get(), asked.get())) {
      case ShownImage.Shrunk(byte[] bytes, String type) -> {
        ctx.header("Cache-Control", FOR_A_WEEK);
        ctx.contentType(type).result(bytes);
      }
      case ShownImage.Unread() -> ctx.redirect(url.get(), HttpStatus.FOUND);
      case ShownImage.Refused(_) -> pages.notFound(ctx);
    }
  }

  private ShownImage shown(String url, DigestLinks.SizedImage asked) {
    return images
        .map(open -> open.get(url, asked.width(), asked.height()))
        .orElse(new ShownImage.Unread());
  }
}
