package org.paperround.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/// Flat drawings, 1200 by 675 pixels, one per motif: the demo's news needs pictures, and none may
/// be anybody else's.
final class PortalPictures {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 675;
  private static final int HORIZON = 440;

  private static final Color SKY = new Color(0xdfe7ea);
  private static final Color GROUND = new Color(0xc9bfa8);
  private static final Color INK = new Color(0x2f3a45);
  private static final Color MIST = new Color(0x8fa3ad);
  private static final Color WATER = new Color(0x6f95a8);
  private static final Color GREEN = new Color(0x7f9a6b);
  private static final Color RED = new Color(0xa3121c);
  private static final Color PALE = new Color(0xf4f1ea);

  private static final Map<String, byte[]> DRAWN = new ConcurrentHashMap<>();

  private static final Map<String, Consumer<Graphics2D>> MOTIFS =
      Map.ofEntries(
          Map.entry("rail", PortalPictures::rail),
          Map.entry("river", PortalPictures::river),
          Map.entry("skyline", PortalPictures::skyline),
          Map.entry("field", PortalPictures::field),
          Map.entry("sea", PortalPictures::sea),
          Map.entry("chart", PortalPictures::chart),
          Map.entry("hospital", PortalPictures::hospital),
          Map.entry("stadium", PortalPictures::stadium),
          Map.entry("parliament", PortalPictures::parliament),
          Map.entry("mountain", PortalPictures::mountain),
          Map.entry("factory", PortalPictures::factory),
          Map.entry("classroom", PortalPictures::classroom),
          Map.entry("stage", PortalPictures::stage),
          Map.entry("satellite", PortalPictures::satellite),
          Map.entry("street", PortalPictures::street),
          Map.entry("forest", PortalPictures::forest),
          Map.entry("courtroom", PortalPictures::courtroom),
          Map.entry("solar", PortalPictures::solar));

  private PortalPictures() {}

  /// The drawing as PNG; an unknown motif is drawn as a skyline.
  static byte[] png(String motif) {
    return DRAWN.computeIfAbsent(motif, PortalPictures::draw);
  }

  private static byte[] draw(String motif) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    rect(pen, SKY, 0, 0, WIDTH, HEIGHT);
    rect(pen, GROUND, 0, HORIZON, WIDTH, HEIGHT - HORIZON);
    MOTIFS.getOrDefault(motif, PortalPictures::skyline).accept(pen);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void rail(Graphics2D pen) {
    triangle(pen, MIST, 480, HEIGHT, 600, HORIZON, 720, HEIGHT);
    for (int i = 0; i < 7; i++) {
      int y = HORIZON + 20 + i * i * 5;
      rect(pen, INK, 590 - i * 22, y, 20 + i * 44, 6 + i);
    }
    rect(pen, RED, 470, 230, 260, 210);
    rect(pen, PALE, 500, 260, 200, 80);
    disc(pen, PALE, 520, 390, 18);
    disc(pen, PALE, 680, 390, 18);
  }

  private static void river(Graphics2D pen) {
    hill(pen, GREEN, 0, 700, 160);
    hill(pen, MIST, 500, 1300, 220);
    polygon(
        pen, WATER, new int[] {560, 640, 1000, 200}, new int[] {HORIZON, HORIZON, HEIGHT, HEIGHT});
    rect(pen, INK, 300, 410, 600, 16);
    for (int x = 330; x < 900; x += 140) {
      rect(pen, INK, x, 420, 14, 60);
    }
  }

  private static void skyline(Graphics2D pen) {
    int[] heights = {150, 230, 120, 300, 190, 260, 140, 210, 330, 170, 240, 130};
    for (int i = 0; i < heights.length; i++) {
      rect(pen, i % 3 == 0 ? INK : MIST, i * 100, HORIZON - heights[i], 92, heights[i]);
    }
    rect(pen, WATER, 0, HORIZON + 60, WIDTH, HEIGHT);
  }

  private static void field(Graphics2D pen) {
    hill(pen, MIST, 600, 1500, 140);
    for (int i = 0; i < 9; i++) {
      polygon(
          pen,
          i % 2 == 0 ? GREEN : new Color(0x97ad80),
          new int[] {560 + i * 10, 570 + i * 10, i * 200 - 200, i * 200 - 400},
          new int[] {HORIZON, HORIZON, HEIGHT, HEIGHT});
    }
    disc(pen, PALE, 950, 170, 60);
  }

  private static void sea(Graphics2D pen) {
    rect(pen, WATER, 0, HORIZON - 60, WIDTH, HEIGHT);
    for (int y = HORIZON; y < HEIGHT; y += 46) {
      for (int x = (y / 46 % 2) * 80; x < WIDTH; x += 160) {
        rect(pen, PALE, x, y, 70, 5);
      }
    }
    polygon(pen, INK, new int[] {500, 760, 710, 550}, new int[] {390, 390, 450, 450});
    triangle(pen, PALE, 630, 180, 630, 380, 750, 380);
    rect(pen, INK, 622, 170, 8, 220);
  }

  private static void chart(Graphics2D pen) {
    rect(pen, PALE, 150, 90, 900, 500);
    int[] bars = {120, 180, 160, 240, 290, 260, 340};
    for (int i = 0; i < bars.length; i++) {
      rect(pen, i == bars.length - 1 ? RED : MIST, 210 + i * 115, 540 - bars[i], 80, bars[i]);
    }
    rect(pen, INK, 190, 540, 830, 6);
  }

  private static void hospital(Graphics2D pen) {
    rect(pen, PALE, 300, 190, 600, 300);
    windows(pen, 340, 230, 5, 3);
    rect(pen, RED, 580, 90, 40, 120);
    rect(pen, RED, 540, 130, 120, 40);
    rect(pen, INK, 560, 400, 80, 90);
  }

  private static void stadium(Graphics2D pen) {
    disc(pen, MIST, 600, 420, 430);
    rect(pen, GROUND, 0, 470, WIDTH, HEIGHT);
    polygon(pen, GREEN, new int[] {280, 920, 1120, 80}, new int[] {400, 400, 640, 640});
    rect(pen, PALE, 596, 400, 8, 240);
    rect(pen, INK, 130, 60, 12, 300);
    rect(pen, PALE, 90, 50, 92, 40);
    rect(pen, INK, 1058, 60, 12, 300);
    rect(pen, PALE, 1018, 50, 92, 40);
  }

  private static void parliament(Graphics2D pen) {
    rect(pen, MIST, 260, 280, 760, 190);
    windows(pen, 300, 320, 8, 2);
    rect(pen, INK, 180, 130, 90, 340);
    triangle(pen, INK, 170, 130, 225, 40, 280, 130);
    disc(pen, PALE, 225, 190, 32);
    rect(pen, WATER, 0, HORIZON + 50, WIDTH, HEIGHT);
  }

  private static void mountain(Graphics2D pen) {
    triangle(pen, MIST, 80, HORIZON, 400, 140, 760, HORIZON);
    triangle(pen, INK, 420, HORIZON, 760, 90, 1160, HORIZON);
    triangle(pen, PALE, 680, 200, 760, 90, 850, 200);
    rect(pen, GREEN, 0, HORIZON, WIDTH, 80);
  }

  private static void factory(Graphics2D pen) {
    for (int i = 0; i < 4; i++) {
      triangle(pen, MIST, 250 + i * 160, 320, 250 + i * 160, 220, 410 + i * 160, 320);
    }
    rect(pen, MIST, 250, 320, 640, 170);
    windows(pen, 290, 360, 6, 1);
    rect(pen, INK, 920, 130, 60, 360);
    disc(pen, PALE, 990, 110, 44);
    disc(pen, PALE, 1050, 80, 60);
  }

  private static void classroom(Graphics2D pen) {
    rect(pen, INK, 250, 90, 700, 260);
    rect(pen, PALE, 300, 150, 300, 8);
    rect(pen, PALE, 300, 190, 420, 8);
    rect(pen, PALE, 300, 230, 240, 8);
    for (int i = 0; i < 4; i++) {
      rect(pen, RED, 170 + i * 240, 500, 150, 16);
      rect(pen, INK, 190 + i * 240, 516, 10, 100);
      rect(pen, INK, 290 + i * 240, 516, 10, 100);
    }
  }

  private static void stage(Graphics2D pen) {
    rect(pen, INK, 0, 0, WIDTH, HEIGHT);
    triangle(pen, new Color(0x5b6670), 600, 20, 380, 560, 820, 560);
    rect(pen, RED, 0, 0, 180, HEIGHT);
    rect(pen, RED, 1020, 0, 180, HEIGHT);
    rect(pen, GROUND, 120, 560, 960, 115);
    disc(pen, PALE, 600, 380, 34);
    triangle(pen, PALE, 600, 400, 550, 560, 650, 560);
  }

  private static void satellite(Graphics2D pen) {
    rect(pen, INK, 0, 0, WIDTH, HEIGHT);
    disc(pen, WATER, 600, 1050, 620);
    rect(pen, PALE, 550, 240, 100, 120);
    rect(pen, MIST, 330, 265, 200, 70);
    rect(pen, MIST, 670, 265, 200, 70);
    for (int i = 0; i < 24; i++) {
      disc(pen, PALE, (i * 197) % WIDTH, (i * 83) % 400, 3);
    }
  }

  private static void street(Graphics2D pen) {
    for (int i = 0; i < 6; i++) {
      rect(pen, i % 2 == 0 ? new Color(0xb98f73) : PALE, i * 200, 190, 194, 300);
      triangle(pen, INK, i * 200 - 4, 190, i * 200 + 97, 110, i * 200 + 198, 190);
      rect(pen, INK, i * 200 + 120, 400, 46, 90);
      rect(pen, SKY, i * 200 + 40, 240, 50, 60);
      rect(pen, SKY, i * 200 + 40, 370, 50, 60);
    }
    rect(pen, MIST, 0, 490, WIDTH, HEIGHT);
  }

  private static void forest(Graphics2D pen) {
    rect(pen, GREEN, 0, HORIZON, WIDTH, HEIGHT);
    for (int i = 0; i < 11; i++) {
      int x = 40 + i * 110;
      int top = 120 + (i * 67) % 140;
      triangle(
          pen,
          i % 2 == 0 ? INK : new Color(0x55704a),
          x - 80,
          HORIZON + 40,
          x,
          top,
          x + 80,
          HORIZON + 40);
      rect(pen, new Color(0x6b5844), x - 8, HORIZON + 40, 16, 50);
    }
  }

  private static void courtroom(Graphics2D pen) {
    triangle(pen, INK, 250, 220, 600, 80, 950, 220);
    rect(pen, MIST, 260, 220, 680, 30);
    for (int i = 0; i < 6; i++) {
      rect(pen, PALE, 290 + i * 118, 250, 50, 230);
    }
    rect(pen, INK, 240, 480, 720, 24);
    rect(pen, MIST, 210, 504, 780, 24);
  }

  private static void solar(Graphics2D pen) {
    disc(pen, new Color(0xe0b44c), 930, 150, 80);
    rect(pen, GREEN, 0, HORIZON, WIDTH, HEIGHT);
    for (int i = 0; i < 4; i++) {
      int x = 80 + i * 270;
      polygon(pen, INK, new int[] {x + 50, x + 240, x + 190, x}, new int[] {360, 360, 520, 520});
      rect(pen, MIST, x + 100, 520, 12, 70);
    }
  }

  private static void windows(Graphics2D pen, int left, int top, int columns, int rows) {
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        rect(pen, INK, left + column * 90, top + row * 70, 44, 40);
      }
    }
  }

  private static void rect(Graphics2D pen, Color color, int x, int y, int width, int height) {
    pen.setColor(color);
    pen.fillRect(x, y, width, height);
  }

  private static void disc(Graphics2D pen, Color color, int x, int y, int radius) {
    pen.setColor(color);
    pen.fillOval(x - radius, y - radius, radius * 2, radius * 2);
  }

  private static void hill(Graphics2D pen, Color color, int left, int right, int height) {
    pen.setColor(color);
    pen.fillArc(left, HORIZON - height, right - left, height * 2, 0, 180);
  }

  private static void triangle(Graphics2D pen, Color color, int... points) {
    polygon(
        pen,
        color,
        new int[] {points[0], points[2], points[4]},
        new int[] {points[1], points[3], points[5]});
  }

  private static void polygon(Graphics2D pen, Color color, int[] x, int[] y) {
    pen.setColor(color);
    pen.fillPolygon(new Polygon(x, y, x.length));
  }
}
