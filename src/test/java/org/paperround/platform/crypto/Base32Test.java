package org.paperround.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The vectors of RFC 4648 section 10, and that a token survives a change of case and nothing else.
class Base32Test {
  @Test
  void encodesTheVectorsOfTheRfc() {
    Map<String, String> vectors =
        Map.of(
            "",
            "",
            "f",
            "my",
            "fo",
            "mzxq",
            "foo",
            "mzxw6",
            "foob",
            "mzxw6yq",
            "fooba",
            "mzxw6ytb",
            "foobar",
            "mzxw6ytboi");
    vectors.forEach((plain, encoded) ->
        assertThat(Base32.encode(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded));
  }

  @Test
  void decodesWhatItEncodedInEitherCase() {
    Random random = new Random(4648);
    for (int length = 0; length < 60; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String text = Base32.encode(bytes);
      assertThat(Base32.decode(text)).hasValue(bytes);
      assertThat(Base32.decode(text.toUpperCase(Locale.ROOT))).hasValue(bytes);
    }
  }

  @Test
  void refusesWhatItWouldNotHaveWritten() {
    assertThat(Base32.decode("mz")).as("stray bits").isEmpty();
    assertThat(Base32.decode("mya")).as("a letter too many").isEmpty();
    assertThat(Base32.decode("m1")).as("outside the alphabet").isEmpty();
    assertThat(Base32.decode("my======")).as("padding").isEmpty();
    assertThat(Base32.decode("my\u0131")).as("a letter that looks like i").isEmpty();
  }

  @Test
  void signedBytesAndSignedTextAreTheSameToken() {
    TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
    byte[] payload = HexFormat.of().parseHex("0102ff");
    byte[] token = signer.signBytes("bounce", payload);
    assertThat(signer.verifyBytes("bounce", token)).hasValue(payload);
    assertThat(signer.verifyBytes("click", token)).as("another purpose").isEmpty();
    assertThat(signer.sign("bounce", payload))
        .isEqualTo(java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    token[2] ^= 1;
    assertThat(signer.verifyBytes("bounce", token)).as("altered").isEmpty();
  }
}
