package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses are taken, how they are stored, and that nothing that could break out of a
/// header or a command ever is (mail-standards E1, E2).
class AddressCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ada@reader.example             | ada@reader.example
          Ada.Lovelace@Reader.EXAMPLE    | Ada.Lovelace@reader.example
          o'brien+news/x=1@a-b.example   | o'brien+news/x=1@a-b.example
          !#$%&*{}`^_~?@x.example        | !#$%&*{}`^_~?@x.example
          a@faß.example                  | a@xn--fa-hia.example
          a@βόλος.example                | a@xn--nxasmm1c.example
          a@BÜCHER.example               | a@xn--bcher-kva.example
          a@xn--bcher-kva.example        | a@xn--bcher-kva.example
          a@bücher。example               | a@xn--bcher-kva.example
          用户@例え.jp                    | 用户@xn--r8jz45g.jp
          jose\u0301@x.example           | josé@x.example
          a@r3---sn.example              | a@r3---sn.example
          """)
  void goodAddressesAreStoredInOneForm(String typed, String stored) {
    assertThat(AddressCheck.check(unescape(typed)))
        .isInstanceOfSatisfying(
            AddressCheck.Ok.class, ok -> assertThat(ok.address()).hasToString(stored));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ada",
        "@reader.example",
        "ada@",
        "ada@localhost",
        "ada@1.2.3.4",
        "ada@[1.2.3.4]",
        "ada@reader.example.",
        "ada@.example",
        "ada@a..example",
        "ada@-a.example",
        "ada@a-.example",
        "ada@a_b.example",
        "ada@xn--zzzzzzz9999.example",
        "a@b@c.example",
        ".ada@reader.example",
        "ada.@reader.example",
        "a..da@reader.example",
        "a da@reader.example",
        " ada@reader.example",
        "ada@reader.example ",
        "ada@reader.example\r\nBcc: x@y.example",
        "ada\0@reader.example",
        "a,b@reader.example",
        "<ada@reader.example>",
        "Ada <ada@reader.example>",
        "\"ada\"@reader.example",
        "a\\b@reader.example",
        "a(b)@reader.example",
        "a;b@reader.example"
      })
  void badShapesAreRefusedWithAReason(String typed) {
    assertRefused(typed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ad\u200Ba@reader.example",
        "ad\u200Da@reader.example",
        "ada@read\u200Ber.example",
        "ada@a\u200Db.example",
        "ad\u202Ea@reader.example",
        "ad\u2066a@reader.example",
        "\uFEFFada@reader.example",
        "ad\u00ADa@reader.example",
        "ad\u3164a@reader.example",
        "ad\u00A0a@reader.example",
        "ad\uFFFDa@reader.example",
        "ad\uD800a@reader.example",
        "\u0301a@reader.example",
        "ad\uE000a@reader.example",
        "ada＠reader.example"
      })
  void charactersThatCannotBeSeenAreRefusedWithAReason(String typed) {
    assertRefused(typed);
  }

  private static void assertRefused(String typed) {
    assertThat(AddressCheck.check(typed))
        .isInstanceOfSatisfying(
            AddressCheck.Refused.class,
            refused -> assertThat(refused.reason()).matches("[A-Z].*\\."));
  }

  /// Every one of Unicode, not those that somebody thought of. In a domain UTS-46 drops some before
  /// they could do harm; what is stored has none.
  @Test
  void noCharacterThatCannotBeSeenOrThatTurnsTheLineGetsIn() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      boolean turns = UCharacter.hasBinaryProperty(c, UProperty.BIDI_CONTROL);
      boolean hides = UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
      if (turns || hides || Character.isISOControl(c) || UCharacter.isUWhiteSpace(c)) {
        String hidden = Character.toString(c);
        assertRefused("ad" + hidden + "a@reader.example");
        assertRefused(hidden + "ada@reader.example");
        assertRefused("ada@rea" + hidden + "der.example");
      }
    }
  }

  @Test
  void aJoinerThatALabelNeedsIsKept() {
    assertThat(AddressCheck.check("ada@نامه\u200Cای.example"))
        .isEqualTo(new AddressCheck.Ok(new EmailAddress("ada", "xn--mgba3gch31f060k.example")));
  }

  @Test
  void oneMailboxHasOneKeyHoweverItIsTyped() {
    assertThat(
            Stream.of(
                    "josé@bücher.example",
                    "JOSE\u0301@BU\u0308CHER.EXAMPLE",
                    "José@xn--bcher-kva.example",
                    "jose\u0301@XN--BCHER-KVA.example",
                    "josé@ｂücher．example")
                .map(typed -> EmailAddress.of(typed).key()))
        .containsOnly("josé@xn--bcher-kva.example");
  }

  @Test
  void lengthsAreThoseOfRfc5321() {
    String label = "a".repeat(60);
    String longDomain = label + "." + label + "." + label + ".example";
    assertThat(AddressCheck.check("l".repeat(64) + "@x.example"))
        .isInstanceOf(AddressCheck.Ok.class);
    assertThat(AddressCheck.check("l".repeat(65) + "@x.example"))
        .isInstanceOf(AddressCheck.Refused.class);
    assertThat(AddressCheck.check("é".repeat(33) + "@x.example"))
        .isInstanceOf(AddressCheck.Refused.class);
    assertThat(AddressCheck.check("l".repeat(63) + "@" + longDomain))
        .isInstanceOf(AddressCheck.Ok.class);
    assertThat(AddressCheck.check("l".repeat(64) + "@" + longDomain))
        .isInstanceOf(AddressCheck.Refused.class);
    assertThat(AddressCheck.check("l@" + "a".repeat(64) + ".example"))
        .isInstanceOf(AddressCheck.Refused.class);
    assertThat(AddressCheck.check("l@" + "a".repeat(63) + ".example"))
        .isInstanceOf(AddressCheck.Ok.class);
    assertThat(AddressCheck.check("é".repeat(32) + "@x.example"))
        .isInstanceOf(AddressCheck.Ok.class);
    assertThat(AddressCheck.check("l@" + "ü".repeat(60) + ".example"))
        .as("60 letters, whose A-label has more than 63")
        .isInstanceOf(AddressCheck.Refused.class);
    assertThat(AddressCheck.check("a@".repeat(5_000_000))).isInstanceOf(AddressCheck.Refused.class);
  }

  @Test
  void whatIsStoredIsTakenAgainUnchanged() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      String typed = randomText(random) + "@" + randomText(random) + ".example";
      if (AddressCheck.check(typed) instanceof AddressCheck.Ok(EmailAddress address)) {
        assertThat(EmailAddress.of(address.toString())).isEqualTo(address);
        assertThat(address.toString()).doesNotContainPattern("[\\x00-\\x20\\x7f<>,;]");
        assertThat(address.domain()).matches("[a-z0-9.-]+");
      }
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(4);
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(4);
      text.appendCodePoint(
          kind == 0
              ? random.nextInt(0x80)
              : kind == 1
                  ? 'a' + random.nextInt(26)
                  : kind == 2 ? random.nextInt(0x2100) : random.nextInt(0x20000));
    }
    return text.toString();
  }

  @Test
  void peopleAreToldApartByALowerCasedCopy() {
    assertThat(EmailAddress.of("Ada@Reader.example").key()).isEqualTo("ada@reader.example");
    assertThat(EmailAddress.of("a.da@reader.example").key()).isEqualTo("a.da@reader.example");
  }

  @Test
  void aMaskedAddressKeepsOneLetter() {
    assertThat(EmailAddress.of("ada@reader.example").masked()).isEqualTo("a***@reader.example");
    assertThat(EmailAddress.of("𝒜da@reader.example").masked()).isEqualTo("𝒜***@reader.example");
  }

  @Test
  void onlyLettersOutsideAsciiNeedSmtpUtf8() {
    assertThat(EmailAddress.of("ada@bücher.example").needsSmtpUtf8()).isFalse();
    assertThat(EmailAddress.of("adä@reader.example").needsSmtpUtf8()).isTrue();
  }

  @Test
  void anAddressCannotBeBuiltThatBreaksOutOfACommand() {
    assertThatThrownBy(() -> new EmailAddress("a>\r\nRCPT", "x.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String unescape(String text) {
    return text.replace("\\u0301", "\u0301");
  }
}
