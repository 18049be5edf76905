package org.paperround.article;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;

/// The meta elements of a page, by `name`, `property` or `itemprop`.
final class PageMeta {
  private PageMeta() {}

  /// The contents of the elements of these names, in the order of the names.
  static Stream<String> values(Document page, String... names) {
    return Arrays.stream(names)
        .flatMap(name ->
            page
                .select(
                    "meta[name=\"%1$s\"], meta[property=\"%1$s\"], meta[itemprop=\"%1$s\"]"
                        .formatted(name))
                .stream())
        .map(element -> element.attr("content").strip())
        .filter(content -> !content.isEmpty());
  }
}
