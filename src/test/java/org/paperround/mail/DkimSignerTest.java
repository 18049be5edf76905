package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.platform.config.ConfigurationException;

/// Signatures that verify, cover what they must and are the same each time (mail-standards D). The
/// verifier here is written from RFC 6376 by regular expressions, apart from the signer.
class DkimSignerTest {
  private static final Instant AT = Instant.parse("2026-11-24T06:00:00Z");
  private static final byte[] BODY = ascii("Hello  there \r\n\tyou\r\n\r\n\r\n");
  private static final byte[] HEADER =
      ascii(
          """
          From: The Courier <news@courier.example>\r
          To: ada@reader.example\r
          Subject: A subject that is\r
           folded   here\r
          Message-ID: <1@courier.example>\r
          List-Unsubscribe:\r
           <https://courier.example/u/x>\r
          List-Unsubscribe-Post: List-Unsubscribe=One-Click\r
          X-Other: not signed\r
          """);

  @TempDir Path folder;
  private Path file;
  private DkimKey key;
  private DkimConfig config;

  @BeforeEach
  void makeKey() throws IOException {
    file = folder.resolve("s1.pem");
    key = DkimKey.generate(DkimAlgorithm.RSA);
    key.write(file);
    config = new DkimConfig("courier.example", List.of(new DkimConfig.Key("s1", file)));
  }

  @Test
  void signaturesOfBothProvidersVerifyAndAreTheSame() throws GeneralSecurityException {
    DkimSigner fastest = signer();
    byte[] signature = fastest.sign(HEADER, BODY, AT);
    assertThat(verifies(signature, HEADER, BODY)).isTrue();
    assertThat(DkimSigner.withJdk(config).sign(HEADER, BODY, AT)).isEqualTo(signature);
    assertThat(DkimSigner.withJdk(config).provider()).isEqualTo("SunRsaSign");
    assertThat(fastest.provider()).isIn("AmazonCorrettoCryptoProvider", "SunRsaSign");
  }

  @Test
  void aChangedBodyOrHeaderOrASecondFromBreaksTheSignature() throws GeneralSecurityException {
    byte[] signature = signer().sign(HEADER, BODY, AT);
    assertThat(verifies(signature, HEADER, ascii("Hello there!\r\n"))).isFalse();
    String header = new String(HEADER, StandardCharsets.US_ASCII);
    assertThat(verifies(signature, ascii(header.replace("subject", "Subject")), BODY)).isFalse();
    assertThat(verifies(signature, ascii("From: x@y.example\r\n" + header), BODY)).isFalse();
    assertThat(verifies(signature, ascii(header.replace("not signed", "changed")), BODY)).isTrue();
  }

  @Test
  void theFieldIsFoldedAndNamesWhatItCovers() {
    String field = new String(signer().sign(HEADER, BODY, AT), StandardCharsets.US_ASCII);
    assertThat(field.split("\r\n")).allSatisfy(line -> assertThat(line.length()).isLessThan(79));
    assertThat(field.replaceAll("\\s+", ""))
        .startsWith(
            "DKIM-Signature:v=1;a=rsa-sha256;c=relaxed/relaxed;d=courier.example;s=s1;"
                + "t=1795500000;h=from:from:to:subject:message-id:list-unsubscribe:"
                + "list-unsubscribe-post;bh=");
  }

  @Test
  void bodyHashIsThatOfRfc8463() throws NoSuchAlgorithmException {
    assertThat(bodyHash("Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"))
        .isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    assertThat(bodyHash("")).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  }

  @Test
  void streamingCanonicalisationIsThatOfTheRegularExpressions() throws NoSuchAlgorithmException {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder body = new StringBuilder();
      int length = random.nextInt(30);
      for (int j = 0; j < length; j++) {
        body.append(List.of("a", " ", "\t", "\r\n", "bc").get(random.nextInt(5)));
      }
      assertThat(bodyHash(body.toString()))
          .as(body.toString())
          .isEqualTo(base64(sha256(ascii(relaxedBody(body.toString())))));
    }
  }

  @Test
  void anEd25519KeySignsBesideTheRsaKey() throws IOException, GeneralSecurityException {
    DkimKey second = DkimKey.generate(DkimAlgorithm.ED25519);
    DkimSigner both = DkimSigner.of(with(second, "e1"), _ -> {});
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "Amazon Corretto's provider is there for Linux on x86-64 only");
    assertThat(both.provider()).startsWith("Amazon");
    assertThat(both.algorithms()).containsExactly(DkimAlgorithm.RSA, DkimAlgorithm.ED25519);
    String[] signatures =
        new String(both.sign(HEADER, BODY, AT), StandardCharsets.US_ASCII)
            .split("(?=DKIM-Signature:)");
    assertThat(signatures).hasSize(2);
    assertThat(ascii(signatures[0])).isEqualTo(signer().sign(HEADER, BODY, AT));
    assertThat(verifies(ascii(signatures[1]), second, HEADER, BODY)).isTrue();
    assertThat(verifies(ascii(signatures[1]), second, HEADER, ascii("Hello there!\r\n"))).isFalse();
    assertThat(signatures[1].replaceAll("\\s+", ""))
        .startsWith(
            "DKIM-Signature:v=1;a=ed25519-sha256;c=relaxed/relaxed;d=courier.example;s=e1;");
  }

  @Test
  void withoutAnRsaKeyNothingStarts() throws IOException {
    Path edwards = folder.resolve("e1.pem");
    DkimKey.generate(DkimAlgorithm.ED25519).write(edwards);
    DkimConfig alone =
        new DkimConfig("courier.example", List.of(new DkimConfig.Key("e1", edwards)));
    assertThatThrownBy(() -> DkimSigner.of(alone, _ -> {}))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("names no RSA key");
  }

  /// The key of RFC 8463 A.2.
  @Test
  void anEd25519RecordIsThatOfRfc8463() throws IOException {
    Files.writeString(
        file,
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----
        """);
    DkimKey read = DkimKey.read(file);
    assertThat(read.record())
        .isEqualTo("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    assertThat(read.matches(read.record())).isTrue();
    assertThat(read.matches(key.record())).isFalse();
    assertThat(read.matches(DkimKey.generate(DkimAlgorithm.ED25519).record())).isFalse();
  }

  @Test
  void noneSignsNothing() {
    assertThat(DkimSigner.none().sign(HEADER, BODY, AT)).isEmpty();
    assertThat(DkimSigner.of(DkimConfig.off(), _ -> {}).signs()).isFalse();
  }

  @Test
  void aKeyFileThatOthersMayReadIsWarnedAbout() throws IOException {
    List<String> warnings = new ArrayList<>();
    DkimSigner.of(config, warnings::add);
    assertThat(warnings).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    DkimSigner.of(config, warnings::add);
    assertThat(warnings).singleElement().asString().contains("chmod 600");
  }

  @Test
  void aKeyIsNeverOverwritten() {
    assertThatThrownBy(() -> key.write(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatIsNoKeyIsSaidToBeNone() throws IOException {
    Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> signer())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no RSA key");
  }

  @Test
  void aRecordMatchesOnlyItsOwnKey() {
    assertThat(key.matches(key.record())).isTrue();
    assertThat(key.matches(DkimKey.generate(DkimAlgorithm.RSA).record())).isFalse();
    assertThat(key.matches("v=DKIM1; p=")).isFalse();
  }

  /// While a key is changed, two are configured: the newer signs, and what the older signed before
  /// still verifies, for its record stays.
  @Test
  void aKeyIsChangedWithoutAStop() throws Exception {
    byte[] before = signer().sign(HEADER, BODY, AT);
    DkimKey newer = DkimKey.generate(DkimAlgorithm.RSA);
    Path path = folder.resolve("s2.pem");
    newer.write(path);
    DkimConfig both =
        new DkimConfig(
            "courier.example",
            List.of(new DkimConfig.Key("s2", path), new DkimConfig.Key("s1", file)));
    byte[] after = DkimSigner.of(both, _ -> {}).sign(HEADER, BODY, AT);

    assertThat(new String(before, StandardCharsets.US_ASCII)).contains("s=s1;");
    assertThat(new String(after, StandardCharsets.US_ASCII))
        .contains("s=s2;")
        .containsOnlyOnce("DKIM-Signature:");
    assertThat(verifies(before, HEADER, BODY)).isTrue();
    assertThat(verifies(after, HEADER, BODY)).as("by the older key").isFalse();
    key = newer;
    assertThat(verifies(after, HEADER, BODY)).isTrue();
  }

  private DkimConfig with(DkimKey second, String selector) throws IOException {
    Path path = folder.resolve(selector + ".pem");
    second.write(path);
    return new DkimConfig(
        "courier.example",
        List.of(new DkimConfig.Key("s1", file), new DkimConfig.Key(selector, path)));
  }

  private DkimSigner signer() {
    return DkimSigner.of(config, _ -> {});
  }

  private boolean verifies(byte[] signature, byte[] header, byte[] body)
      throws GeneralSecurityException {
    return verifies(signature, key, header, body);
  }

  private static boolean verifies(byte[] signature, DkimKey key, byte[] header, byte[] body)
      throws GeneralSecurityException {
    String field = new String(signature, StandardCharsets.US_ASCII);
    String tags = field.replaceAll("\\s+", "");
    if (!tag(tags, "bh")
        .equals(base64(sha256(ascii(relaxedBody(new String(body, StandardCharsets.US_ASCII))))))) {
      return false;
    }
    StringBuilder signed = new StringBuilder();
    List<String> fields =
        new ArrayList<>(
            Arrays.asList(new String(header, StandardCharsets.US_ASCII).split("\r\n(?![ \t])")));
    for (String name : tag(tags, "h").split(":")) {
      for (int i = fields.size() - 1; i >= 0; i--) {
        if (fields.get(i).toLowerCase(java.util.Locale.ROOT).startsWith(name + ":")) {
          signed.append(relaxedField(fields.remove(i))).append("\r\n");
          break;
        }
      }
    }
    signed.append(relaxedField(field.replaceFirst("(?s)b=[^;]*$", "b=")));
    byte[] published = Base64.getDecoder().decode(key.record().replaceFirst(".*p=", ""));
    boolean edwards = key.algorithm() == DkimAlgorithm.ED25519;
    Signature verifier = Signature.getInstance(edwards ? "Ed25519" : "SHA256withRSA");
    verifier.initVerify(
        edwards
            ? KeyFactory.getInstance("Ed25519").generatePublic(edwardsPoint(published))
            : KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(published)));
    byte[] input = ascii(signed.toString());
    verifier.update(edwards ? sha256(input) : input);
    return verifier.verify(Base64.getDecoder().decode(tag(tags, "b")));
  }

  /// RFC 8032 5.1.2: little-endian y, and the sign of x in the highest bit.
  private static EdECPublicKeySpec edwardsPoint(byte[] littleEndian) {
    byte[] bytes = new byte[littleEndian.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = littleEndian[bytes.length - 1 - i];
    }
    boolean odd = bytes[0] < 0;
    bytes[0] &= 0x7f;
    return new EdECPublicKeySpec(
        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bytes)));
  }

  private static String tag(String tags, String name) {
    return tags.replaceFirst(".*[;:]" + name + "=([^;]*).*", "$1");
  }

  private static String relaxedField(String field) {
    String name = field.replaceFirst("(?s)\\s*:.*", "").toLowerCase(java.util.Locale.ROOT);
    return name + ":" + field.replaceFirst("(?s)^[^:]*:", "").replaceAll("\\s+", " ").strip();
  }

  private static String relaxedBody(String body) {
    String relaxed =
        body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n").replaceAll(" $", "");
    relaxed = relaxed.replaceAll("(\r\n)+$", "");
    return relaxed.isEmpty() ? "" : relaxed + "\r\n";
  }

  private static String bodyHash(String body) throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] padded = ascii("  " + body + "   ");
    RelaxedCanonicalisation.digestBody(padded, 2, body.length(), sha256);
    return base64(sha256.digest());
  }

  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
