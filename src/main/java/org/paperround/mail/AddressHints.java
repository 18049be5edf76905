package org.paperround.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The rules behind [AddressHint]: two lists, and what counts as one slip. Pure.
final class AddressHints {
  private static final List<String> PROVIDERS = lines("mailbox-providers.txt");
  private static final Set<String> KNOWN = Set.copyOf(PROVIDERS);
  private static final Set<String> SHORT_LIVED = Set.copyOf(lines("short-lived-domains.txt"));

  /// A shorter name is one slip from too many that are right (`sky.com`, `sly.com`).
  private static final int LETTERS = 5;

  private AddressHints() {}

  static AddressHint of(EmailAddress address) {
    String domain = address.domain();
    if (isShortLived(domain)) {
      return new AddressHint.ShortLived();
    }
    if (KNOWN.contains(domain)) {
      return new AddressHint.None();
    }
    return PROVIDERS.stream()
        .filter(provider -> provider.indexOf('.') >= LETTERS && oneSlip(domain, provider))
        .findFirst()
        .<AddressHint>map(
            provider -> new AddressHint.Typo(new EmailAddress(address.local(), provider)))
        .orElseGet(AddressHint.None::new);
  }

  private static boolean isShortLived(String domain) {
    for (String rest = domain; ; rest = rest.substring(rest.indexOf('.') + 1)) {
      if (SHORT_LIVED.contains(rest)) {
        return true;
      }
      if (rest.indexOf('.') < 0) {
        return false;
      }
    }
  }

  /// Whether one letter too many, too few or wrong, or two neighbours that changed places, makes
  /// one text of the other.
  static boolean oneSlip(String typed, String meant) {
    int same = 0;
    int shorter = Math.min(typed.length(), meant.length());
    while (same < shorter && typed.charAt(same) == meant.charAt(same)) {
      same++;
    }
    String a = typed.substring(same);
    String b = meant.substring(same);
    return switch (a.length() - b.length()) {
      case 1 -> a.substring(1).equals(b);
      case -1 -> b.substring(1).equals(a);
      case 0 -> !a.isEmpty() && (a.substring(1).equals(b.substring(1)) || swapped(a, b));
      default -> false;
    };
  }

  private static boolean swapped(String a, String b) {
    return a.length() >= 2
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)
        && a.substring(2).equals(b.substring(2));
  }

  private static List<String> lines(String file) {
    try (InputStream in = AddressHints.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
