package org.paperround.newsletter;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A colour of sRGB, each part from 0 to 255.
public record Colour(int red, int green, int blue) {
  public static final Colour WHITE = new Colour(255, 255, 255);
  public static final Colour BLACK = new Colour(0, 0, 0);

  /// The names that mails use; CSS has more.
  private static final Map<String, Colour> NAMED =
      Stream.of(
              """
              white ffffff black 000000 red ff0000 blue 0000ff green 008000
              gray 808080 grey 808080 silver c0c0c0 navy 000080 maroon 800000
              purple 800080 teal 008080 olive 808000 lime 00ff00 aqua 00ffff
              cyan 00ffff fuchsia ff00ff magenta ff00ff yellow ffff00 orange ffa500
              lightgray d3d3d3 lightgrey d3d3d3 darkgray a9a9a9 darkgrey a9a9a9 dimgray 696969
              dimgrey 696969 whitesmoke f5f5f5 gainsboro dcdcdc darkblue 00008b darkred 8b0000
              darkgreen 006400 crimson dc143c firebrick b22222 royalblue 4169e1 steelblue 4682b4
              slategray 708090 slategrey 708090 tomato ff6347 gold ffd700 beige f5f5dc
              ivory fffff0
              """
                  .strip()
                  .split("(?<= [0-9a-f]{6})\\s+"))
          .map(pair -> pair.split(" "))
          .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> ofHex(pair[1])));

  private static final Pattern HEX = Pattern.compile("#([0-9a-f]{3}|[0-9a-f]{6})\\b");
  private static final Pattern RGB =
      Pattern.compile(
          "rgba?\\(\\s*(\\d{1,3})[\\s,]+(\\d{1,3})[\\s,]+(\\d{1,3})\\s*(?:[,/]\\s*1(?:\\.0)?\\s*)?\\)");

  /// The first opaque colour in a value of CSS; empty when it has none that is known here.
  public static Optional<Colour> in(String value) {
    String lower = value.strip().toLowerCase(Locale.ROOT);
    Matcher hex = HEX.matcher(lower);
    if (hex.find()) {
      return Optional.of(ofHex(hex.group(1)));
    }
    Matcher rgb = RGB.matcher(lower);
    if (rgb.find()) {
      return Optional.of(new Colour(part(rgb, 1), part(rgb, 2), part(rgb, 3)));
    }
    return Optional.ofNullable(NAMED.get(lower));
  }

  private static Colour ofHex(String digits) {
    String six = digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
    int rgb = Integer.parseInt(six, 16);
    return new Colour(rgb >> 16, rgb >> 8 & 255, rgb & 255);
  }

  private static int part(Matcher rgb, int group) {
    return Math.min(255, Integer.parseInt(rgb.group(group)));
  }

  /// From 1 to 21 (WCAG 2.2, "contrast ratio").
  public double contrast(Colour other) {
    double lighter = Math.max(luminance(), other.luminance());
    double darker = Math.min(luminance(), other.luminance());
    return (lighter + 0.05) / (darker + 0.05);
  }

  /// WCAG 2.2, "relative luminance".
  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
