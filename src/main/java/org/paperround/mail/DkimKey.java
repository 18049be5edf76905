package org.paperround.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// The key pair of a DKIM selector: RSA (RFC 6376 3.6.1, RFC 8301: at least 2048 bits) or Ed25519
/// (RFC 8463).
public final class DkimKey {
  private static final int LEAST_BITS = 2048;
  private static final String ED25519 = "Ed25519";

  /// What X.509 puts in front of the 32 bytes of an Ed25519 key (RFC 8410 4).
  private static final byte[] ED25519_WRAPPING =
      HexFormat.of().parseHex("302a300506032b6570032100");

  private final DkimAlgorithm algorithm;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private DkimKey(DkimAlgorithm algorithm, PrivateKey privateKey, PublicKey publicKey) {
    this.algorithm = algorithm;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /// Reads a PKCS#8 PEM file.
  ///
  /// @throws IllegalArgumentException when it holds neither an RSA key of at least 2048 bits nor an
  ///   Ed25519 key; the message never holds any of the key
  public static DkimKey read(Path file) throws IOException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          file + " is not a PKCS#8 PEM file (BEGIN PRIVATE KEY); openssl pkcs8 -topk8 makes one");
    }
    String base64 = pem.substring(pem.indexOf('\n', begin), end);
    try {
      return of(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " holds no RSA key of at least " + LEAST_BITS + " bits and no Ed25519 key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA and Ed25519 are part of every JDK", e);
    }
  }

  public static DkimKey generate(DkimAlgorithm algorithm) {
    try {
      return switch (algorithm) {
        case RSA -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(LEAST_BITS);
          yield rsa(generator.generateKeyPair().getPrivate());
        }
        case ED25519 ->
            ed25519(KeyPairGenerator.getInstance(ED25519).generateKeyPair().getPrivate());
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA and Ed25519 are part of every JDK", e);
    }
  }

  private static DkimKey of(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    PrivateKey key;
    try {
      key = KeyFactory.getInstance(ED25519).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return rsa(KeyFactory.getInstance("RSA").generatePrivate(spec));
    }
    return ed25519(key);
  }

  private static DkimKey rsa(PrivateKey key) throws GeneralSecurityException {
    if (!(key instanceof RSAPrivateCrtKey rsa) || rsa.getModulus().bitLength() < LEAST_BITS) {
      throw new InvalidKeySpecException("not an RSA key of enough bits");
    }
    PublicKey publicKey =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    return new DkimKey(DkimAlgorithm.RSA, rsa, publicKey);
  }

  /// Java derives the public half only while it makes a pair, so a pair is made of the same secret.
  private static DkimKey ed25519(PrivateKey key) throws GeneralSecurityException {
    byte[] secret =
        ((EdECPrivateKey) key)
            .getBytes()
            .orElseThrow(() -> new InvalidKeySpecException("the key does not show its bytes"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ED25519);
    generator.initialize(NamedParameterSpec.ED25519, new Given(secret));
    return new DkimKey(DkimAlgorithm.ED25519, key, generator.generateKeyPair().getPublic());
  }

  /// Writes the private key as PKCS#8 PEM that only its owner may read.
  ///
  /// @throws FileAlreadyExistsException rather than destroy a key
  public void write(Path file) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, pem, StandardOpenOption.WRITE);
    } else {
      Files.writeString(file, pem, StandardOpenOption.CREATE_NEW);
    }
  }

  /// Whether people other than its owner may read this file. Where the file system does not say:
  /// false.
  public static boolean isReadableByOthers(Path file) throws IOException {
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
      return modes.contains(PosixFilePermission.OTHERS_READ)
          || modes.contains(PosixFilePermission.GROUP_READ);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /// The text of the TXT record at `SELECTOR._domainkey.DOMAIN`; Ed25519 stands in it without its
  /// X.509 wrapping (RFC 8463 4).
  public String record() {
    byte[] encoded = publicKey.getEncoded();
    int from =
        switch (algorithm) {
          case RSA -> 0;
          case ED25519 -> ED25519_WRAPPING.length;
        };
    return "v=DKIM1; k="
        + algorithm.keyType()
        + "; p="
        + Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, from, encoded.length));
  }

  /// Whether a published record holds the public key of this private key: what the private key
  /// signs verifies with what is published.
  public boolean matches(String published) {
    String record = published.replaceAll("\\s", "");
    String type = tag(record, "k").orElse(DkimAlgorithm.RSA.keyType());
    byte[] probe = {2};
    try {
      Signature signature = Signature.getInstance(algorithm.signature());
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(published(Base64.getDecoder().decode(tag(record, "p").orElse(""))));
      signature.update(probe);
      return type.equals(algorithm.keyType()) && signature.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<String> tag(String record, String name) {
    return Arrays.stream(record.split(";", -1))
        .filter(tag -> tag.startsWith(name + "="))
        .map(tag -> tag.substring(name.length() + 1))
        .findFirst();
  }

  private PublicKey published(byte[] key) throws GeneralSecurityException {
    return switch (algorithm) {
      case RSA -> KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
      case ED25519 -> {
        byte[] wrapped = Arrays.copyOf(ED25519_WRAPPING, ED25519_WRAPPING.length + key.length);
        System.arraycopy(key, 0, wrapped, ED25519_WRAPPING.length, key.length);
        yield KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(wrapped));
      }
    };
  }

  public DkimAlgorithm algorithm() {
    return algorithm;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  /// Gives what it was given.
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] filled) {
      System.arraycopy(bytes, 0, filled, 0, filled.length);
    }
  }
}
