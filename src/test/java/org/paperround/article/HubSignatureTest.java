package org.paperround.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Only who knows the secret can sign. The good ones were made with `openssl dgst -hmac`.
class HubSignatureTest {
  private static final String SHA256 =
      "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256=" + SHA256,
        " SHA256=F7BC83F430538424B13298E6AA6FB143EF4D59A14946175997479DBC2D1A3CD8 ",
        "sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9",
      })
  void aRightOneIsRight(String signature) {
    assertThat(isRight(signature)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "sha256",
        "sha256=",
        "sha256=zz",
        "sha256=f7",
        "sha1=" + SHA256,
        "md5=80070713463e7749b90c2dc24911e275",
        "none=" + SHA256,
        "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd9",
        "sha256=" + SHA256 + "00",
      })
  void anyOtherIsNot(@Nullable String signature) {
    assertThat(isRight(signature)).isFalse();
  }

  private static boolean isRight(@Nullable String signature) {
    String words = "The quick brown fox jumps over the lazy dog";
    return HubSignature.isRight(signature, "key", words.getBytes(StandardCharsets.UTF_8));
  }
}
