package org.paperround.mail;

/// How a key signs (RFC 6376 3.3, RFC 8463). `tag` is what `a=` of a signature says, `keyType` what
/// `k=` of its DNS record says, `signature` the name that Java knows it by.
public enum DkimAlgorithm {
  RSA("rsa-sha256", "rsa", "SHA256withRSA"),
  /// Signs the SHA-256 of what RSA signs (RFC 8463 3).
  ED25519("ed25519-sha256", "ed25519", "Ed25519");

  private final String tag;
  private final String keyType;
  private final String signature;

  DkimAlgorithm(String tag, String keyType, String signature) {
    this.tag = tag;
    this.keyType = keyType;
    this.signature = signature;
  }

  public String tag() {
    return tag;
  }

  public String keyType() {
    return keyType;
  }

  String signature() {
    return signature;
  }
}
