package org.paperround.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.mail.ReadMail;
import org.paperround.testing.Browser;

/// The pictures of docs/reference/designs.md, taken from the approved mails: light and dark, 600
/// and 320 pixels wide.
class DesignPicturesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path PICTURES = Path.of("docs/designs");
  private static final Path PAGE = Path.of("docs/reference/designs.md");
  private static final Pattern IMAGE =
      Pattern.compile("https://www\\.thecourier\\.example/images/(\\w+)\\.png");
  private static final long MOST_OCTETS = 3_000_000;

  /// A picture says how it looks; what follows further down looks the same.
  private static final int TALLEST = 2_600;

  private static final Map<String, String> DESIGNS =
      new TreeMap<>(
          Map.of(
              "digest", "digest-follows",
              "weekly", "weekly-en",
              "alert", "alert-en",
              "correction", "correction-en",
              "confirm", "confirm-en",
              "welcome", "welcome-en",
              "goodbye", "goodbye-en",
              "still-wanted", "still-wanted-en",
              "right-to-left", "digest-right-to-left"));

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir Path folder;

  @Test
  void everyDesignIsShownInBothSchemesAndWidthsAndNothingElseIsKept() throws IOException {
    String page = Files.readString(PAGE);
    long octets = 0;
    List<String> names = new ArrayList<>();
    try (Stream<Path> kept = Files.list(PICTURES)) {
      for (Path picture : kept.toList()) {
        assertThat(page).contains("../designs/" + picture.getFileName());
        names.add(picture.getFileName().toString());
        octets += Files.size(picture);
      }
    }
    List<String> expected = new ArrayList<>();
    for (String design : DESIGNS.keySet()) {
      for (String view : List.of("600-light", "600-dark", "320-light", "320-dark")) {
        expected.add(design + "-" + view + ".png");
      }
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(octets).isLessThan(MOST_OCTETS);
  }

  /// `mvn -Dquick -Dpictures=true test -Dtest=DesignPicturesTest` takes them anew.
  @Test
  @EnabledIfSystemProperty(named = "pictures", matches = "true")
  void picturesAreTaken() throws IOException {
    Files.createDirectories(PICTURES);
    for (Map.Entry<String, String> design : DESIGNS.entrySet()) {
      Path page = page(design.getValue());
      for (int width : List.of(600, 320)) {
        for (String scheme : List.of("light", "dark")) {
          browser.width(width);
          scheme(scheme);
          browser.open(page.toUri().toString());
          assertThat(browser.scrollsSideways()).as(design.getKey() + " at " + width).isFalse();
          write(take(width), design.getKey() + "-" + width + "-" + scheme + ".png");
        }
      }
    }
  }

  /// The HTML part of an approved mail, with the pictures that it names beside it.
  private Path page(String mail) throws IOException {
    String html = ReadMail.parse(Files.readAllBytes(GOLDEN.resolve(mail + ".eml"))).html();
    Matcher images = IMAGE.matcher(html);
    while (images.find()) {
      Files.write(folder.resolve(images.group(1) + ".png"), PortalPictures.png(images.group(1)));
    }
    return Files.writeString(
        folder.resolve(mail + ".html"), IMAGE.matcher(html).replaceAll("$1.png"));
  }

  private static void scheme(String scheme) {
    browser
        .driver()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static BufferedImage take(int width) throws IOException {
    Number height =
        (Number)
            browser
                .driver()
                .executeScript("return Math.ceil(document.body.getBoundingClientRect().bottom)");
    Map<String, Object> clip =
        Map.of(
            "x",
            0,
            "y",
            0,
            "width",
            width,
            "height",
            Math.min(TALLEST, height == null ? TALLEST : height.intValue()),
            "scale",
            1);
    Map<String, Object> taken =
        browser
            .driver()
            .executeCdpCommand(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    byte[] png = Base64.getDecoder().decode(String.valueOf(taken.get("data")));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /// Without transparency, packed as small as PNG can.
  private static void write(BufferedImage picture, String name) throws IOException {
    BufferedImage opaque =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = opaque.createGraphics();
    pen.drawImage(picture, 0, 0, null);
    pen.dispose();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(0);
    Path file = PICTURES.resolve(name);
    Files.deleteIfExists(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }
}
