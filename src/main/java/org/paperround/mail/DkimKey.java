package org.paperround.mail;

import java.io.IOException;
import java.math.BigInteger;
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
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/// An RSA key pair of a DKIM selector (RFC 6376 3.6.1, RFC 8301: at least 2048 bits).
public final class DkimKey {
  private static final int LEAST_BITS = 2048;

  private final RSAPrivateCrtKey privateKey;
  private final RSAPublicKey publicKey;

  private DkimKey(RSAPrivateCrtKey privateKey) throws GeneralSecurityException {
    this.privateKey = privateKey;
    this.publicKey =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA")
                .generatePublic(
                    new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
  }

  /// Reads a PKCS#8 PEM file.
  ///
  /// @throws IllegalArgumentException when it holds no RSA key of at least 2048 bits; the message
  ///   never holds any of the key
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
      return of(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64))));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " holds no RSA key of at least " + LEAST_BITS + " bits", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is part of every JDK", e);
    }
  }

  public static DkimKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(LEAST_BITS);
      return of(generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is part of every JDK", e);
    }
  }

  private static DkimKey of(PrivateKey key) throws GeneralSecurityException {
    if (!(key instanceof RSAPrivateCrtKey rsa) || rsa.getModulus().bitLength() < LEAST_BITS) {
      throw new InvalidKeySpecException("not an RSA key of enough bits");
    }
    return new DkimKey(rsa);
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

  /// The text of the TXT record at `SELECTOR._domainkey.DOMAIN`.
  public String record() {
    return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(publicKey.getEncoded());
  }

  /// Whether a published record holds the public key of this private key: what the private key
  /// signs verifies with what is published.
  public boolean matches(String published) {
    String key = published.replaceAll("\\s", "").replaceFirst(".*?(?:^|;)p=([^;]*).*", "$1");
    try {
      RSAPublicKey theirs =
          (RSAPublicKey)
              KeyFactory.getInstance("RSA")
                  .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(privateKey);
      byte[] probe = BigInteger.TWO.toByteArray();
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(theirs);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  PrivateKey privateKey() {
    return privateKey;
  }
}
