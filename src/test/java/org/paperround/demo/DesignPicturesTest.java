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
/// and 320 pixels wide; the ends of those that are cut, and the digest without its images.
class DesignPicturesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path PICTURES = Path.of("docs/designs");
  private static final Path PAGE = Path.of("docs/reference/designs.md");
  private static final Pattern IMAGE =
      Pattern.compile("https://www\\.thecourier\\.example/images/(\\w+)\\.png");
  private static final long MOST_OCTETS = 3_000_000;

  /// What follows further down looks the same, but for the end, which has pictures of its own.
  private static final int TALLEST = 2_600;

  /// Enough to see what stands where an image is not.
  private static final int TALLEST_WITHOUT_IMAGES = 1_460;

  private static final String LAST_STORY =
      "[...document.querySelectorAll('h3')].at(-1).parentElement";
  private static final int ABOVE = 16;

  private static final List<Integer> WIDTHS = List.of(600, 320);
  private static final List<String> SCHEMES = List.of("light", "dark");

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
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(pictures().stream().map(Picture::file).toList());
    assertThat(octets).isLessThan(MOST_OCTETS);
  }

  /// `mvn -Dquick -Dpictures=true test -Dtest=DesignPicturesTest` takes them anew.
  @Test
  @EnabledIfSystemProperty(named = "pictures", matches = "true")
  void picturesAreTaken() throws IOException {
    Files.createDirectories(PICTURES);
    // they are in no picture, but would take their place while it is measured
    browser.driver().executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    for (Picture picture : pictures()) {
      Path page = page(picture.mail(), picture.part() != Part.WITHOUT_IMAGES);
      browser.width(picture.width());
      browser.dark(picture.scheme().equals("dark"));
      browser.open(page.toUri().toString());
      assertThat(browser.scrollsSideways()).as(picture.file()).isFalse();
      write(take(picture), picture.file());
    }
  }

  private enum Part {
    TOP,
    /// From the last story that is more than a headline.
    END,
    /// The top, as clients show it that fetch nothing until they are told to.
    WITHOUT_IMAGES
  }

  private record Picture(String name, String mail, Part part, int width, String scheme) {
    String file() {
      return name + "-" + width + "-" + scheme + ".png";
    }
  }

  private static List<Picture> pictures() {
    List<Picture> pictures = new ArrayList<>();
    for (int width : WIDTHS) {
      for (String scheme : SCHEMES) {
        DESIGNS.forEach(
            (name, mail) -> pictures.add(new Picture(name, mail, Part.TOP, width, scheme)));
        // a reader with both a followed section and briefs
        pictures.add(new Picture("digest-end", "digest-long-name", Part.END, width, scheme));
      }
      pictures.add(
          new Picture("digest-no-images", "digest-follows", Part.WITHOUT_IMAGES, width, "light"));
    }
    for (String scheme : SCHEMES) {
      pictures.add(new Picture("weekly-end", "weekly-en", Part.END, 320, scheme));
    }
    return pictures;
  }

  /// The HTML part of an approved mail, with the images that it names beside it, or without.
  private Path page(String mail, boolean withImages) throws IOException {
    String html = ReadMail.parse(Files.readAllBytes(GOLDEN.resolve(mail + ".eml"))).html();
    Matcher images = IMAGE.matcher(html);
    while (withImages && images.find()) {
      Files.write(folder.resolve(images.group(1) + ".png"), PortalPictures.png(images.group(1)));
    }
    String beside = withImages ? "$1.png" : "not-fetched.png";
    return Files.writeString(
        folder.resolve(mail + ".html"), IMAGE.matcher(html).replaceAll(beside));
  }

  private static BufferedImage take(Picture picture) throws IOException {
    int bottom = pixels("Math.ceil(document.body.getBoundingClientRect().bottom)");
    int top =
        switch (picture.part()) {
          case TOP, WITHOUT_IMAGES -> 0;
          case END -> pixels(LAST_STORY + ".getBoundingClientRect().top") - ABOVE;
        };
    int tallest =
        switch (picture.part()) {
          case TOP, END -> TALLEST;
          case WITHOUT_IMAGES -> TALLEST_WITHOUT_IMAGES;
        };
    int height = Math.min(tallest, bottom - top);
    Map<String, Object> clip =
        Map.of("x", 0, "y", top, "width", picture.width(), "height", height, "scale", 1);
    Map<String, Object> taken =
        browser
            .driver()
            .executeCdpCommand(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    byte[] png = Base64.getDecoder().decode(String.valueOf(taken.get("data")));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int pixels(String script) {
    Number pixels = (Number) browser.driver().executeScript("return " + script);
    assertThat(pixels).as(script).isNotNull();
    return pixels == null ? 0 : pixels.intValue();
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
