package org.paperround.mail;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules behind [AddressCheck].
final class AddressRules {
  /// RFC 5321 4.5.3.1.1.
  static final int MAX_LOCAL_OCTETS = 64;

  /// RFC 5321 4.5.3.1.3: a path of 256 with its angle brackets.
  static final int MAX_OCTETS = 254;

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.CHECK_CONTEXTO);

  /// Hyphens in the third and fourth place are legal in names that are in use (`r3---sn.example`).
  private static final Set<IDNA.Error> TOLERATED = EnumSet.of(IDNA.Error.HYPHEN_3_4);

  private AddressRules() {}

  static AddressCheck check(String text) {
    int at = text.lastIndexOf('@');
    String problem = problemOfWhole(text, at);
    if (problem != null) {
      return new AddressCheck.Refused(problem);
    }
    String local = Normalizer.normalize(text.substring(0, at), Normalizer.Form.NFC);
    problem = problemOfLocal(local);
    if (problem != null) {
      return new AddressCheck.Refused(problem);
    }
    return withDomain(local, text.substring(at + 1));
  }

  private static AddressCheck withDomain(String local, String typed) {
    String domain = isPlainDomain(typed) ? typed.toLowerCase(Locale.ROOT) : toAscii(typed);
    if (domain == null) {
      return new AddressCheck.Refused(
          "The part after the @ is not a domain name, such as example.org.");
    }
    String problem = problemOfDomain(domain);
    if (problem != null) {
      return new AddressCheck.Refused(problem);
    }
    if (octets(local) + 1 + domain.length() > MAX_OCTETS) {
      return new AddressCheck.Refused("The address is longer than 254 characters.");
    }
    return new AddressCheck.Ok(new EmailAddress(local, domain));
  }

  private static @Nullable String problemOfWhole(String text, int at) {
    if (text.isBlank()) {
      return "The address is missing.";
    }
    // Long before any costly rule: what is typed may be megabytes.
    if (text.length() > 2 * MAX_OCTETS) {
      return "The address is longer than 254 characters.";
    }
    if (at < 0) {
      return "The address has no @.";
    }
    if (isVisibleAscii(text)) {
      return null;
    }
    if (text.codePoints().anyMatch(c -> c == ' ' || UCharacter.isUWhiteSpace(c))) {
      return "The address has a space in it.";
    }
    boolean hidden =
        text.codePoints().anyMatch(AddressRules::isForbidden)
            || text.substring(0, at).codePoints().anyMatch(AddressRules::isInvisible)
            || text.substring(at)
                .codePoints()
                .anyMatch(
                    c -> isInvisible(c) && c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER);
    return hidden ? "The address has a character in it that cannot be seen." : null;
  }

  /// As most are, so that they need no tables.
  private static boolean isVisibleAscii(String text) {
    return PlainAscii.isPrintable(text) && text.indexOf(' ') < 0;
  }

  private static @Nullable String problemOfLocal(String local) {
    if (local.isEmpty()) {
      return "There is nothing before the @.";
    }
    if (octets(local) > MAX_LOCAL_OCTETS) {
      return "The part before the @ is longer than 64 characters.";
    }
    if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
      return "A dot may stand only between other characters before the @.";
    }
    if (isMark(local.codePointAt(0))) {
      return "The address begins with an accent that has no letter.";
    }
    return local
        .codePoints()
        .filter(c -> c < 0x80 && c != '.' && !isAtext(c))
        .mapToObj(c -> "The character " + (char) c + " may not stand before the @.")
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String problemOfDomain(String domain) {
    int dot = domain.lastIndexOf('.');
    if (dot < 0) {
      return "The part after the @ has no dot: it should look like example.org.";
    }
    boolean numeric = domain.substring(dot + 1).chars().allMatch(c -> c >= '0' && c <= '9');
    return numeric ? "The part after the @ ends in a number; no domain does." : null;
  }

  /// Letters, digits, hyphens and dots in the right places, and nothing that needs decoding: the
  /// common case, decided without tables.
  private static boolean isPlainDomain(String domain) {
    if (domain.isEmpty() || domain.length() > 253) {
      return false;
    }
    for (String label : domain.split("\\.", -1)) {
      boolean plain =
          !label.isEmpty()
              && label.length() <= 63
              && label.chars().allMatch(c -> isLetterOrDigit(c) || c == '-')
              && !label.startsWith("-")
              && !label.endsWith("-")
              && !label.regionMatches(2, "--", 0, 2);
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String toAscii(String domain) {
    if (domain.endsWith(".") || domain.isEmpty()) {
      return null;
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = new StringBuilder();
    UTS46.nameToASCII(domain, ascii, info);
    boolean sound = TOLERATED.containsAll(info.getErrors());
    // A mapped full stop may have made an empty last label of what did not look like one.
    return sound && !ascii.isEmpty() && ascii.charAt(ascii.length() - 1) != '.'
        ? ascii.toString()
        : null;
  }

  private static boolean isForbidden(int c) {
    return switch (UCharacter.getType(c)) {
      case UCharacter.CONTROL,
          UCharacter.SURROGATE,
          UCharacter.PRIVATE_USE,
          UCharacter.UNASSIGNED ->
          true;
      default -> c == 0xFFFD;
    };
  }

  /// Zero-width characters, bidi controls, the byte order mark, fillers, variation selectors.
  private static boolean isInvisible(int c) {
    return UCharacter.getType(c) == UCharacter.FORMAT
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  private static boolean isMark(int c) {
    return switch (UCharacter.getType(c)) {
      case UCharacter.NON_SPACING_MARK,
          UCharacter.COMBINING_SPACING_MARK,
          UCharacter.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /// RFC 5322 3.2.3.
  static boolean isAtext(int c) {
    return isLetterOrDigit(c) || (c < 0x80 && "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
