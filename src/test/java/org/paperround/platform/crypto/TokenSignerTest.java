package org.paperround.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.paperround.platform.config.Secret;

/// Links outlive rotations of keys, and hashes outlive even the removal of a leaked one.
class TokenSignerTest {
  private static final String OLD = key(1);
  private static final String NEW = key(2);
  private static final byte[] PAYLOAD = {7, 8, 9};

  @Test
  void aTokenIsGoodForItsPurposeOnlyAndForNothingAltered() {
    TokenSigner signer = signer("1:" + OLD);
    String token = signer.sign("u", PAYLOAD);

    assertThat(signer.verify("u", token)).contains(PAYLOAD);
    assertThat(signer.verify("p", token)).isEmpty();
    assertThat(signer.verify("u", token + "A")).isEmpty();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String altered = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(signer.verify("u", altered)).as(altered).isEmpty();
    }
  }

  @Test
  void linksOfOldMailsWorkAfterARotationAndNewOnesAreSignedWithTheNewKey() {
    String before = signer("1:" + OLD).sign("u", PAYLOAD);
    TokenSigner rotated = signer("2:" + NEW + ",1:" + OLD);

    assertThat(rotated.verify("u", before)).contains(PAYLOAD);
    assertThat(signer("2:" + NEW).verify("u", rotated.sign("u", PAYLOAD))).contains(PAYLOAD);
  }

  @Test
  void hashesStayTheSameAcrossRotations() {
    byte[] before = signer("1:" + OLD).hash("address", "anna@reader.example");

    assertThat(signer("2:" + NEW + ",1:" + OLD).hash("address", "anna@reader.example"))
        .isEqualTo(before);
    assertThat(signer("1:" + OLD).hash("other", "anna@reader.example")).isNotEqualTo(before);
  }

  @Test
  void aLeakedKeyVerifiesNothingAnyMoreButHashesAreComparableStill() {
    TokenSigner before = signer("1:" + OLD);
    TokenSigner after = signer("2:" + NEW + ",hash:" + OLD);

    assertThat(after.verify("u", before.sign("u", PAYLOAD))).isEmpty();
    assertThat(after.hash("address", "anna@reader.example"))
        .isEqualTo(before.hash("address", "anna@reader.example"));
  }

  @Test
  void keysThatAreTooShortOrNoneAreRefused() {
    assertThatThrownBy(() -> signer("1:c2hvcnQ=")).hasMessageContaining("shorter than 32 bytes");
    assertThatThrownBy(() -> signer("hash:" + OLD)).hasMessageContaining("at least one key");
    assertThatThrownBy(() -> signer("300:" + OLD)).hasMessageContaining("between 0 and 255");
  }

  private static TokenSigner signer(String keys) {
    return new TokenSigner(Keyring.parse(new Secret(keys)));
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }
}
