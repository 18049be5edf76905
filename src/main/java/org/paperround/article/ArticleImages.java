package org.paperround.article;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.HttpFetcher;

/// Articles' images in sizes for mails: fetched by the one client that goes to no inner address,
/// shrunk, kept on disk. A few are fetched at once and one is decoded at a time, so that memory is
/// bounded whatever is asked for; what several ask for at once is made once, and what failed is not
/// tried again for a minute. Whoever calls this says whose image may be asked for. Thread-safe.
public final class ArticleImages {
  private static final int FETCHED_AT_ONCE = 4;
  private static final int MEMORY = 8_000_000;
  private static final int SMALL = 1_000;

  private final HttpFetcher fetcher;
  private final InstantSource clock;
  private final ImageCache kept;
  private final ImageShrinker shrinker;
  private final Semaphore decoding = new Semaphore(1);
  private final Semaphore fetching = new Semaphore(FETCHED_AT_ONCE);
  private final Cache<Box, ShownImage> recent;

  public ArticleImages(HttpFetcher fetcher, InstantSource clock, ImageConfig config) {
    this.fetcher = fetcher;
    this.clock = clock;
    this.kept = new ImageCache(config.cacheDirectory(), config.cacheBytes());
    this.shrinker = new ImageShrinker(config.maxPixels());
    this.recent =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumWeight(MEMORY)
            .weigher((Box _, ShownImage image) -> weight(image))
            .build();
  }

  private static int weight(ShownImage image) {
    return switch (image) {
      case ShownImage.Shrunk(byte[] bytes, _) -> SMALL + bytes.length;
      case ShownImage.Unread(), ShownImage.Refused(_) -> SMALL;
    };
  }

  /// The image at `url`, cut to the proportions of `width` to `height` pixels and no larger.
  public ShownImage get(String url, int width, int height) {
    return recent.get(new Box(url, width, height), this::make);
  }

  private ShownImage make(Box box) {
    String name = box.name();
    return kept(name, ".jpg", "image/jpeg")
        .or(() -> kept(name, ".png", "image/png"))
        .orElseGet(() -> fetched(box));
  }

  private Optional<ShownImage> kept(String name, String ending, String type) {
    return kept.get(name + ending, clock.instant())
        .map(bytes -> new ShownImage.Shrunk(bytes, type));
  }

  private ShownImage fetched(Box box) {
    Optional<URI> address = address(box.url());
    if (address.isEmpty()) {
      return new ShownImage.Refused("its address is none");
    }
    return switch (fetch(address.get())) {
      case Fetch.Fetched fetched -> shrunk(box, fetched.body());
      case Fetch.Refused refused -> new ShownImage.Refused(refused.sentence());
      case Fetch.Gone _ -> new ShownImage.Refused("it is gone");
      case Fetch.NotModified _ -> new ShownImage.Refused("it was not asked for with a condition");
    };
  }

  private static Optional<URI> address(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private Fetch fetch(URI address) {
    fetching.acquireUninterruptibly();
    try {
      return fetcher.get(address);
    } finally {
      fetching.release();
    }
  }

  private ShownImage shrunk(Box box, byte[] original) {
    decoding.acquireUninterruptibly();
    try {
      ShownImage image = shrinker.shrink(original, box.width(), box.height());
      if (image instanceof ShownImage.Shrunk(byte[] bytes, String type)) {
        kept.put(box.name() + (type.equals("image/png") ? ".png" : ".jpg"), bytes);
      }
      return image;
    } finally {
      decoding.release();
    }
  }

  private record Box(String url, int width, int height) {
    /// Of its file, without the ending.
    String name() {
      return Sha256.hex(width + "x" + height + " " + url, 32);
    }
  }
}
