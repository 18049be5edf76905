package org.paperround.article;

import java.nio.file.Path;
import org.paperround.platform.config.Settings;

/// `images.*` settings: whether mails show articles' images through us, and the bounds of that.
/// `maxPixels` bounds an image as it is published, `cacheBytes` what is kept of the small ones.
public record ImageConfig(boolean proxy, Path cacheDirectory, long cacheBytes, long maxPixels) {
  private static final long MEGA = 1_000_000;

  public static ImageConfig read(Settings settings) {
    return new ImageConfig(
        settings.flag("images.proxy", false),
        Path.of(
            settings.text(
                "images.cache-directory",
                Path.of(System.getProperty("java.io.tmpdir"), "paperround-images").toString())),
        settings.integer("images.cache-megabytes", 500, 1, 1_000_000) * MEGA,
        settings.integer("images.max-megapixels", 30, 1, 200) * MEGA);
  }
}
