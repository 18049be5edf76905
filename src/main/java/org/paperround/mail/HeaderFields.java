package org.paperround.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Builds a header section as bytes: folds at 78, encodes what is not ASCII (RFC 2047), refuses CR,
/// LF and control characters in values by removing them (mail-standards C1, C5). Fields come out in
/// the order they were added. Not thread-safe.
public final class HeaderFields {
  private static final int LINE = 78;

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final StringBuilder fields = new StringBuilder(512);

  /// An unstructured value such as Subject. White space is collapsed, control characters and bidi
  /// controls are removed.
  public HeaderFields text(String name, String value) {
    String clean = EncodedWords.clean(value);
    List<String> words = words(clean);
    // A backslash before a fold is an escaped line break to some readers.
    boolean plain =
        EncodedWords.isPlainAscii(clean) && clean.indexOf('\\') < 0 && longest(words) <= LINE - 1;
    return field(name, plain ? words : EncodedWords.encode(clean, LINE - name.length() - 2));
  }

  /// A value that is already in its final ASCII form, such as a Message-ID or List-Unsubscribe;
  /// folded only at spaces.
  ///
  /// @throws IllegalArgumentException when it has letters outside ASCII
  public HeaderFields raw(String name, String value) {
    String clean = EncodedWords.clean(value);
    if (!PlainAscii.isPrintable(clean)) {
      throw new IllegalArgumentException("The value of " + name + " is not ASCII");
    }
    field(name, words(clean));
    return this;
  }

  /// From, To, Reply-To.
  public HeaderFields mailbox(String name, Mailbox mailbox) {
    String address = mailbox.address().toString();
    return EncodedWords.clean(mailbox.name()).isEmpty()
        ? field(name, List.of(address))
        : phrase(name, mailbox.name(), "<" + address + ">");
  }

  /// A name for people, then what it names in angle brackets, as in List-Id.
  public HeaderFields phrase(String name, String phrase, String bracketed) {
    List<String> words = new ArrayList<>(phraseWords(name, EncodedWords.clean(phrase)));
    words.add(EncodedWords.clean(bracketed));
    return field(name, words);
  }

  /// Date in RFC 5322 3.3 form with a numeric offset (`+0000`). Written here: the JDK's formatter
  /// takes a twentieth of the time for a whole mail.
  public HeaderFields date(Instant at) {
    OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
    fields.append("Date: ");
    letters(DAYS, utc.getDayOfWeek().getValue()).append(", ");
    twoDigits(utc.getDayOfMonth()).append(' ');
    letters(MONTHS, utc.getMonthValue()).append(' ');
    fields.append(utc.getYear()).append(' ');
    twoDigits(utc.getHour()).append(':');
    twoDigits(utc.getMinute()).append(':');
    twoDigits(utc.getSecond()).append(" +0000\r\n");
    return this;
  }

  /// The fields, each ended by CRLF, without the empty line after them.
  public byte[] bytes() {
    return fields.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The name of a day or month, counted from 1.
  private StringBuilder letters(String names, int nth) {
    return fields.append(names, 3 * (nth - 1), 3 * nth);
  }

  private StringBuilder twoDigits(int number) {
    return fields.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /// Atoms as they are, a quoted-string where it has specials but is easily quoted, else encoded
  /// words.
  private static List<String> phraseWords(String name, String phrase) {
    if (phrase.isEmpty()) {
      return List.of();
    }
    boolean shortAscii =
        EncodedWords.isPlainAscii(phrase) && phrase.length() + name.length() <= LINE - 6;
    if (shortAscii && phrase.chars().allMatch(c -> c == ' ' || AddressRules.isAtext(c))) {
      return words(phrase);
    }
    if (shortAscii && phrase.indexOf('"') < 0 && phrase.indexOf('\\') < 0) {
      return List.of('"' + phrase + '"');
    }
    return EncodedWords.encode(phrase, LINE - name.length() - 2);
  }

  private static List<String> words(String value) {
    if (value.indexOf(' ') < 0) {
      return value.isEmpty() ? List.of() : List.of(value);
    }
    return List.of(value.split(" "));
  }

  private static int longest(List<String> words) {
    int longest = 0;
    for (String word : words) {
      longest = Math.max(longest, word.length());
    }
    return longest;
  }

  /// Writes words with a space between them, on a new line where the line would be longer than 78.
  private HeaderFields field(String name, List<String> words) {
    if (name.isEmpty()
        || !PlainAscii.isPrintable(name)
        || name.indexOf(' ') >= 0
        || name.indexOf(':') >= 0) {
      throw new IllegalArgumentException("not a field name: " + name);
    }
    fields.append(name).append(':');
    int column = name.length() + 1;
    for (String word : words) {
      if (column + 1 + word.length() > LINE) {
        fields.append("\r\n");
        column = 0;
      }
      fields.append(' ').append(word);
      column += 1 + word.length();
    }
    fields.append("\r\n");
    return this;
  }
}
