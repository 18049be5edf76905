package org.paperround.article;

import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/// The picture of a feed entry: the widest of media:content and media:thumbnail (Media RSS 1.5.1),
/// else an enclosure of an image type. Only https addresses: mail clients show no others safely.
final class FeedImages {
  private static final String MEDIA = "http://search.yahoo.com/mrss";
  private static final int MAX_PIXELS = 20_000;

  private FeedImages() {}

  static Optional<ArticleImage> of(SyndEntry entry) {
    List<ArticleImage> images = new ArrayList<>();
    for (Element element : entry.getForeignMarkup()) {
      collect(element, description(element, ""), images);
    }
    Optional<ArticleImage> widest =
        images.stream().max(Comparator.comparingInt(ArticleImage::width));
    return widest.isPresent() ? widest : enclosure(entry);
  }

  private static void collect(Element element, String alt, List<ArticleImage> images) {
    if (!element.getNamespaceURI().startsWith(MEDIA)) {
      return;
    }
    switch (element.getName()) {
      case "group", "content" -> {
        String ownAlt = description(element, alt);
        if (element.getName().equals("content") && isImage(element)) {
          add(element, ownAlt, images);
        }
        element.getChildren().forEach(child -> collect(child, ownAlt, images));
      }
      case "thumbnail" -> add(element, alt, images);
      default -> {}
    }
  }

  private static void add(Element element, String alt, List<ArticleImage> images) {
    image(
            element.getAttributeValue("url"),
            alt,
            pixels(element.getAttributeValue("width")),
            pixels(element.getAttributeValue("height")))
        .ifPresent(images::add);
  }

  private static boolean isImage(Element element) {
    String medium = element.getAttributeValue("medium", "");
    String type = element.getAttributeValue("type", "");
    String url = element.getAttributeValue("url", "");
    return medium.equals("image")
        || type.startsWith("image/")
        || (medium.isEmpty()
            && type.isEmpty()
            && url.matches("(?i).*\\.(jpe?g|png|webp|gif)(\\?.*)?"));
  }

  private static String description(Element element, String otherwise) {
    for (Element child : element.getChildren()) {
      boolean words = child.getName().equals("description") || child.getName().equals("text");
      if (words && child.getNamespaceURI().startsWith(MEDIA) && !child.getValue().isBlank()) {
        return PlainText.ofHtml(child.getValue(), 300);
      }
    }
    return otherwise;
  }

  private static Optional<ArticleImage> enclosure(SyndEntry entry) {
    for (SyndEnclosure enclosure : entry.getEnclosures()) {
      if (enclosure.getType() != null && enclosure.getType().startsWith("image/")) {
        return image(enclosure.getUrl(), "", 0, 0);
      }
    }
    return Optional.empty();
  }

  /// An image with an https address, or none.
  static Optional<ArticleImage> image(@Nullable String url, String alt, int width, int height) {
    return Optional.ofNullable(url)
        .flatMap(org.paperround.platform.http.WebAddress::parse)
        .filter(address -> "https".equalsIgnoreCase(address.getScheme()))
        .map(address -> new ArticleImage(address.toString(), alt, width, height));
  }

  /// A size in pixels; 0 where it is not given or nonsense.
  static int pixels(@Nullable String text) {
    if (text == null || !text.strip().matches("\\d{1,5}(px)?")) {
      return 0;
    }
    int value = Integer.parseInt(text.strip().replace("px", ""));
    return value <= MAX_PIXELS ? value : 0;
  }
}
