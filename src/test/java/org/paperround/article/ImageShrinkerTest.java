package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageShrinkerTest {
  private static final ImageShrinker SHRINKER = new ImageShrinker(10_000_000);

  @ParameterizedTest
  @CsvSource({
    // image, box, what comes of it
    "2400, 1350, 1104, 621, 1104, 621",
    "3000, 3000, 1104, 621, 1104, 621",
    "1000, 3000, 240, 135, 240, 135",
    "600, 338, 1104, 621, 600, 337",
    "5, 4, 240, 135, 5, 2",
    "1, 1, 1104, 621, 1, 1",
  })
  void anImageFitsItsBoxAndIsNeverEnlarged(
      int width, int height, int boxWidth, int boxHeight, int shownWidth, int shownHeight)
      throws IOException {
    ShownImage.Shrunk shrunk = shrunk(image(width, height, "jpeg"), boxWidth, boxHeight);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(shrunk.bytes()));
    assertThat(shrunk.type()).isEqualTo("image/jpeg");
    assertThat(read.getWidth()).isEqualTo(shownWidth);
    assertThat(read.getHeight()).isEqualTo(shownHeight);
  }

  @Test
  void theMiddleIsKept() {
    assertThat(ImageShrinker.part(1000, 1000, 200, 100))
        .isEqualTo(new Rectangle(0, 250, 1000, 500));
    assertThat(ImageShrinker.part(1000, 200, 100, 100)).isEqualTo(new Rectangle(400, 0, 200, 200));
    assertThat(ImageShrinker.part(10_000, 1, 100, 100)).isEqualTo(new Rectangle(4_999, 0, 1, 1));
  }

  @Test
  void whatIsCutOffIsLeftAndRightOfTheMiddle() throws IOException {
    BufferedImage wide = new BufferedImage(1000, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = wide.createGraphics();
    pen.setColor(Color.ORANGE);
    pen.fillRect(400, 0, 200, 200);
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(wide, "png", png);

    ShownImage.Shrunk shrunk = shrunk(png.toByteArray(), 100, 100);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(shrunk.bytes()));
    assertThat(new Color(read.getRGB(5, 50)).getRed()).isGreaterThan(200);
    assertThat(new Color(read.getRGB(95, 50)).getRed()).isGreaterThan(200);
  }

  @Test
  void whatCanBeSeenThroughStaysSo() throws IOException {
    BufferedImage clear = new BufferedImage(800, 450, BufferedImage.TYPE_INT_ARGB);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(clear, "png", png);

    ShownImage.Shrunk shrunk = shrunk(png.toByteArray(), 240, 135);

    assertThat(shrunk.type()).isEqualTo("image/png");
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(shrunk.bytes()));
    assertThat(new Color(read.getRGB(10, 10), true).getAlpha()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif"})
  void otherFormatsBecomeJpeg(String format) throws IOException {
    assertThat(shrunk(image(900, 600, format), 240, 135).type()).isEqualTo("image/jpeg");
  }

  /// Some hundred bytes that say they are 60,000 pixels wide and high.
  @Test
  void aDecompressionBombIsNotRead() throws IOException {
    byte[] bomb = image(10, 10, "png");
    ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(bomb, 12, 17);
    ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());

    assertThat(SHRINKER.shrink(bomb, 1104, 621))
        .isEqualTo(new ShownImage.Refused("it has 3600000000 pixels"));
  }

  @Test
  void brokenBytesAreNoImage() throws IOException {
    byte[] whole = image(900, 600, "jpeg");
    assertThat(SHRINKER.shrink(new byte[0], 100, 100)).isEqualTo(new ShownImage.Unread());
    assertThat(SHRINKER.shrink(ascii("<svg onload='x'/>"), 100, 100))
        .isEqualTo(new ShownImage.Unread());
    assertThat(SHRINKER.shrink(ascii("RIFF....WEBPVP8 "), 100, 100))
        .isEqualTo(new ShownImage.Unread());
    for (int length = 0; length < whole.length; length += 37) {
      ShownImage image = SHRINKER.shrink(Arrays.copyOf(whole, length), 100, 100);
      assertThat(image).as("%d bytes", length).isNotInstanceOf(ShownImage.Refused.class);
    }
  }

  @Test
  void bitmapsAndOthersThatNoPortalShowsAreNotRead() throws IOException {
    assertThat(SHRINKER.shrink(image(90, 60, "bmp"), 100, 100)).isEqualTo(new ShownImage.Unread());
  }

  private static ShownImage.Shrunk shrunk(byte[] bytes, int width, int height) {
    return (ShownImage.Shrunk) SHRINKER.shrink(bytes, width, height);
  }

  static byte[] image(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
