package org.paperround.platform.crypto;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperround.platform.config.Secret;

/// The secrets that sign tokens, each under a number from 0 to 255. The first signs; all verify, so
/// a key is rotated by putting a new one in front and removing the old one when nothing it signed
/// is needed any more (for unsubscribe links: never). Written as `1:BASE64,2:BASE64`; a secret has
/// at least 32 bytes.
public final class Keyring {
  private final int current;
  private final Map<Integer, byte[]> keys;

  public Keyring(Map<Integer, byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a keyring needs at least one key");
    }
    this.keys = new LinkedHashMap<>();
    keys.forEach((id, key) -> this.keys.put(checkedId(id), checkedKey(id, key)));
    this.current = this.keys.keySet().iterator().next();
  }

  public static Keyring parse(Secret text) {
    Map<Integer, byte[]> keys = new LinkedHashMap<>();
    for (String part : List.of(text.reveal().split(","))) {
      int colon = part.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("a key is written NUMBER:BASE64");
      }
      keys.put(
          Integer.parseInt(part.substring(0, colon).strip()),
          Base64.getDecoder().decode(part.substring(colon + 1).strip()));
    }
    return new Keyring(keys);
  }

  int currentId() {
    return current;
  }

  Optional<byte[]> key(int id) {
    return Optional.ofNullable(keys.get(id));
  }

  /// The oldest key: what must stay comparable across rotations (keyed hashes) uses it.
  byte[] oldest() {
    return List.copyOf(keys.values()).getLast();
  }

  private static int checkedId(int id) {
    if (id < 0 || id > 255) {
      throw new IllegalArgumentException("key number " + id + " is not between 0 and 255");
    }
    return id;
  }

  private static byte[] checkedKey(int id, byte[] key) {
    if (key.length < 32) {
      throw new IllegalArgumentException(
          "key " + id + " is shorter than 32 bytes: make one with openssl rand -base64 32");
    }
    return key.clone();
  }
}
