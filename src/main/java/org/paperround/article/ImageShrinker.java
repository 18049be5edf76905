package org.paperround.article;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/// Cuts an image to the proportions of a box and makes it no larger: JPEG, or PNG where it lets
/// something shine through. Nothing of the original but its pixels is left, so what a camera wrote
/// into it goes. It is read with as many pixels left out as can be, and not at all when it says
/// that it has more than `maxPixels`, however few bytes say so. Pure.
final class ImageShrinker {
  private static final Set<String> READ = Set.of("jpeg", "png", "gif");
  private static final float QUALITY = 0.82f;

  static {
    // Never in files of the JDK's own choosing.
    ImageIO.setUseCache(false);
  }

  private final long maxPixels;

  ImageShrinker(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  ShownImage shrink(byte[] bytes, int width, int height) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return new ShownImage.Unread();
      }
      ImageReader reader = readers.next();
      try {
        return READ.contains(reader.getFormatName().toLowerCase(Locale.ROOT))
            ? shrink(reader, in, width, height)
            : new ShownImage.Unread();
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException _) {
      // Readers answer broken images with faults of every kind.
      return new ShownImage.Unread();
    }
  }

  private ShownImage shrink(ImageReader reader, ImageInputStream in, int width, int height)
      throws IOException {
    reader.setInput(in, true, true);
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > maxPixels) {
      return new ShownImage.Refused("it has " + pixels + " pixels");
    }
    Rectangle part = part(reader.getWidth(0), reader.getHeight(0), width, height);
    // Twice as many as are shown: the rest is left to smoothing.
    int step = Math.max(1, part.width / (2 * width));
    ImageReadParam asked = reader.getDefaultReadParam();
    asked.setSourceRegion(part);
    asked.setSourceSubsampling(step, step, 0, 0);
    BufferedImage read = reader.read(0, asked);
    double factor = Math.min(1, (double) width / part.width);
    return written(
        scaled(
            read,
            Math.max(1, (int) Math.round(part.width * factor)),
            Math.max(1, (int) Math.round(part.height * factor))));
  }

  /// The middle of the image, of the box's proportions.
  static Rectangle part(int imageWidth, int imageHeight, int width, int height) {
    int partWidth = (int) Math.min(imageWidth, Math.max(1, (long) imageHeight * width / height));
    int partHeight = (int) Math.min(imageHeight, Math.max(1, (long) imageWidth * height / width));
    return new Rectangle(
        (imageWidth - partWidth) / 2, (imageHeight - partHeight) / 2, partWidth, partHeight);
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    boolean clear = image.getColorModel().hasAlpha();
    BufferedImage scaled =
        new BufferedImage(
            width, height, clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, clear ? null : Color.WHITE, null);
    graphics.dispose();
    return scaled;
  }

  private static ShownImage written(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (image.getColorModel().hasAlpha()) {
      ImageIO.write(image, "png", bytes);
      return new ShownImage.Shrunk(bytes.toByteArray(), "image/png");
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam asked = writer.getDefaultWriteParam();
      asked.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      asked.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), asked);
    } finally {
      writer.dispose();
    }
    return new ShownImage.Shrunk(bytes.toByteArray(), "image/jpeg");
  }
}
