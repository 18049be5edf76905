package org.paperround.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs and verifies short tokens for links. A token is base64url without padding of `key number
/// (1) | payload | HMAC-SHA256(key, purpose 0x00 key number payload), first 16 bytes`: 128 bits
/// that nobody can guess, bound to one purpose, so that a click token can never unsubscribe
/// (mail-standards I2). Tokens are not encrypted: put ids in them, never addresses. Thread-safe.
public final class TokenSigner {
  private static final int TAG_BYTES = 16;
  private static final int MAX_TOKEN_CHARS = 512;

  private final Keyring keys;

  /// By purpose and key, each with both digested: a mail has some twenty tokens.
  private final Map<Begun, Mac> begun = new ConcurrentHashMap<>();

  public TokenSigner(Keyring keys) {
    this.keys = keys;
  }

  public String sign(String purpose, byte[] payload) {
    return text(signBytes(purpose, payload));
  }

  /// A token's bytes in base64url, as [#sign] gives them.
  public static String text(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /// The token's bytes, for another alphabet than base64url: local parts of mail addresses are
  /// lower-cased by some servers and want [Base32].
  public byte[] signBytes(String purpose, byte[] payload) {
    byte[] token = new byte[1 + payload.length + TAG_BYTES];
    token[0] = (byte) keys.currentId();
    System.arraycopy(payload, 0, token, 1, payload.length);
    byte[] tag = tag(keys.currentKey(), purpose, token, 1 + payload.length);
    System.arraycopy(tag, 0, token, 1 + payload.length, TAG_BYTES);
    return token;
  }

  /// The payload, or empty when the token is malformed, not canonical, for another purpose, by an
  /// unknown key or forged. The comparison takes the same time wherever a tag differs.
  public Optional<byte[]> verify(String purpose, String text) {
    if (text.length() > MAX_TOKEN_CHARS) {
      return Optional.empty();
    }
    byte[] token;
    try {
      token = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean canonical = text(token).equals(text);
    return canonical ? verifyBytes(purpose, token) : Optional.empty();
  }

  /// As [#verify], of a token's bytes.
  public Optional<byte[]> verifyBytes(String purpose, byte[] token) {
    if (token.length < 1 + TAG_BYTES || token.length > MAX_TOKEN_CHARS) {
      return Optional.empty();
    }
    int signedLength = token.length - TAG_BYTES;
    byte[] given = Arrays.copyOfRange(token, signedLength, token.length);
    return keys.key(token[0] & 0xff)
        .filter(key -> MessageDigest.isEqual(given, tag(key, purpose, token, signedLength)))
        .map(_ -> Arrays.copyOfRange(token, 1, signedLength));
  }

  /// A keyed hash of a value that must be recognised but not kept, such as a suppressed address.
  /// Stays the same across key rotations.
  public byte[] hash(String purpose, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return hmac(keys.hashKey(), ("hash:" + purpose), bytes, bytes.length);
  }

  private byte[] tag(byte[] key, String purpose, byte[] token, int length) {
    return Arrays.copyOf(hmac(key, purpose, token, length), TAG_BYTES);
  }

  private byte[] hmac(byte[] key, String purpose, byte[] bytes, int length) {
    try {
      Mac mac = (Mac) begun.computeIfAbsent(new Begun(key, purpose), TokenSigner::begin).clone();
      mac.update(bytes, 0, length);
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
    }
  }

  private static Mac begin(Begun with) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
      mac.init(new SecretKeySpec(with.key(), "HmacSHA256"));
      mac.update(with.purpose().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  /// Each key of the ring is one array, so it is known by being the same.
  @SuppressWarnings("ArrayRecordComponent")
  private record Begun(byte[] key, String purpose) {}
}
