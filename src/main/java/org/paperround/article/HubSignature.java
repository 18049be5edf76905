package org.paperround.article;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The signature of what a hub sends: `method=hex` of an HMAC over the body (WebSub 7.1). SHA-1,
/// which old hubs still use, is good enough here: an HMAC rests on more than its collisions. Pure.
final class HubSignature {
  private static final Map<String, String> METHODS =
      Map.of(
          "sha1",
          "HmacSHA1",
          "sha256",
          "HmacSHA256",
          "sha384",
          "HmacSHA384",
          "sha512",
          "HmacSHA512");

  private HubSignature() {}

  /// The comparison takes the same time wherever a signature differs.
  static boolean isRight(@Nullable String signature, String secret, byte[] body) {
    String[] parts = signature == null ? new String[0] : signature.strip().split("=", 2);
    String method = parts.length == 2 ? METHODS.get(parts[0].toLowerCase(Locale.ROOT)) : null;
    if (method == null) {
      return false;
    }
    try {
      byte[] given = HexFormat.of().parseHex(parts[1].toLowerCase(Locale.ROOT));
      Mac mac = Mac.getInstance(method);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), method));
      return MessageDigest.isEqual(given, mac.doFinal(body));
    } catch (IllegalArgumentException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(method + " is part of every JDK", e);
    }
  }
}
