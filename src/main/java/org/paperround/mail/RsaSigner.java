package org.paperround.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SHA256withRSA with one key and one provider. Initialised signatures are kept and used again:
/// they are costly to make and not thread-safe. Thread-safe.
final class RsaSigner {
  private static final Logger LOG = LoggerFactory.getLogger(RsaSigner.class);
  private static final String ALGORITHM = "SHA256withRSA";

  /// Three times as fast as the JDK's (docs/concepts: 204 against 650 us), where its native library
  /// loads.
  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private final PrivateKey key;
  private final @Nullable Provider provider;
  private final String providerName;
  private final ConcurrentLinkedQueue<Signature> idle = new ConcurrentLinkedQueue<>();

  private RsaSigner(PrivateKey key, @Nullable Provider provider) throws GeneralSecurityException {
    this.key = key;
    this.provider = provider;
    Signature probe = create();
    probe.update(new byte[] {1});
    probe.sign();
    this.providerName = probe.getProvider().getName();
  }

  static RsaSigner fastest(PrivateKey key) {
    try {
      Provider corretto = (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
      PrivateKey translated =
          KeyFactory.getInstance("RSA", corretto)
              .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
      return new RsaSigner(translated, corretto);
    } catch (ReflectiveOperationException
        | GeneralSecurityException
        | LinkageError
        | IllegalArgumentException e) {
      LOG.debug("Amazon Corretto's provider cannot be used here; the JDK signs", e);
      return jdk(key);
    }
  }

  static RsaSigner jdk(PrivateKey key) {
    try {
      return new RsaSigner(key, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with this RSA key", e);
    }
  }

  String provider() {
    return providerName;
  }

  byte[] sign(byte[] bytes) {
    try {
      Signature pooled = idle.poll();
      Signature signature = pooled == null ? create() : pooled;
      signature.update(bytes);
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
            ? Signature.getInstance(ALGORITHM)
            : Signature.getInstance(ALGORITHM, provider);
    signature.initSign(key);
    return signature;
  }
}
