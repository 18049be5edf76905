package org.paperround.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.crypto.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs with one key and one provider. Initialised signatures are kept and used again: they are
/// costly to make and not thread-safe. Thread-safe.
final class KeySigner {
  private static final Logger LOG = LoggerFactory.getLogger(KeySigner.class);

  /// Three times as fast as the JDK's for RSA (docs/concepts: 204 against 650 us) and seventy times
  /// for Ed25519, where its native library loads.
  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private final DkimAlgorithm algorithm;
  private final PrivateKey key;
  private final @Nullable Provider provider;
  private final String providerName;
  private final ConcurrentLinkedQueue<Signature> idle = new ConcurrentLinkedQueue<>();

  private KeySigner(DkimAlgorithm algorithm, PrivateKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.key = key;
    this.provider = provider;
    Signature probe = create();
    probe.update(new byte[] {1});
    probe.sign();
    this.providerName = probe.getProvider().getName();
  }

  /// By Amazon Corretto's provider; empty where it cannot be used.
  static Optional<KeySigner> corretto(DkimKey key) {
    try {
      Provider corretto = (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
      return Optional.of(new KeySigner(key.algorithm(), translated(key, corretto), corretto));
    } catch (ReflectiveOperationException
        | GeneralSecurityException
        | LinkageError
        | IllegalArgumentException e) {
      LOG.debug("Amazon Corretto's provider cannot be used here", e);
      return Optional.empty();
    }
  }

  /// An RSA key of the JDK would be translated again for every signature; for Ed25519 the provider
  /// has no key factory and takes the JDK's.
  private static PrivateKey translated(DkimKey key, Provider provider)
      throws GeneralSecurityException {
    return switch (key.algorithm()) {
      case RSA ->
          KeyFactory.getInstance("RSA", provider)
              .generatePrivate(new PKCS8EncodedKeySpec(key.privateKey().getEncoded()));
      case ED25519 -> key.privateKey();
    };
  }

  static KeySigner jdk(DkimKey key) {
    try {
      return new KeySigner(key.algorithm(), key.privateKey(), null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with this key", e);
    }
  }

  DkimAlgorithm algorithm() {
    return algorithm;
  }

  String provider() {
    return providerName;
  }

  byte[] sign(byte[] bytes) {
    try {
      Signature pooled = idle.poll();
      Signature signature = pooled == null ? create() : pooled;
      signature.update(
          switch (algorithm) {
            case RSA -> bytes;
            case ED25519 -> Sha256.digest().digest(bytes);
          });
      byte[] signed = signature.sign();
      idle.offer(signature);
      return signed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed with a key that could sign before", e);
    }
  }

  private Signature create() throws GeneralSecurityException {
    Signature signature =
        provider == null
            ? Signature.getInstance(algorithm.signature())
            : Signature.getInstance(algorithm.signature(), provider);
    signature.initSign(key);
    return signature;
  }
}
