package org.paperround.platform.crypto;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.config.Secret;

/// The secrets that sign tokens, each under a number from 0 to 255. The first signs; all verify, so
/// a key is rotated by putting a new one in front and removing the old one when nothing it signed
/// is needed any more (for unsubscribe links: never). Keyed hashes are made with the oldest, or
/// with one that is written `hash:BASE64` and signs and verifies nothing: what a leaked key
/// becomes, so that hashes stay comparable. Written newest first, as `2:BASE64,1:BASE64`; a secret
/// has at least 32 bytes.
public final class Keyring {
  private final int current;
  private final byte[] currentKey;
  private final Map<Integer, byte[]> keys;
  private final byte[] hashKey;

  public Keyring(Map<Integer, byte[]> keys) {
    this(keys, null);
  }

  private Keyring(Map<Integer, byte[]> keys, byte @Nullable [] hashKey) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a keyring needs at least one key");
    }
    this.keys = new LinkedHashMap<>();
    keys.forEach((id, key) -> this.keys.put(checkedId(id), checkedKey(Integer.toString(id), key)));
    Map.Entry<Integer, byte[]> first = this.keys.entrySet().iterator().next();
    this.current = first.getKey();
    this.currentKey = first.getValue();
    this.hashKey =
        hashKey == null ? List.copyOf(this.keys.values()).getLast() : checkedKey("hash", hashKey);
  }

  public static Keyring parse(Secret text) {
    Map<Integer, byte[]> keys = new LinkedHashMap<>();
    byte[] hashKey = null;
    for (String part : List.of(text.reveal().split(","))) {
      int colon = part.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("a key is written NUMBER:BASE64");
      }
      String name = part.substring(0, colon).strip();
      byte[] key = Base64.getDecoder().decode(part.substring(colon + 1).strip());
      if (name.equals("hash")) {
        hashKey = key;
      } else {
        keys.put(Integer.parseInt(name), key);
      }
    }
    return new Keyring(keys, hashKey);
  }

  int currentId() {
    return current;
  }

  /// With which tokens are signed; of number [#currentId()].
  byte[] currentKey() {
    return currentKey;
  }

  Optional<byte[]> key(int id) {
    return Optional.ofNullable(keys.get(id));
  }

  /// For what must stay comparable across rotations.
  byte[] hashKey() {
    return hashKey;
  }

  private static int checkedId(int id) {
    if (id < 0 || id > 255) {
      throw new IllegalArgumentException("key number " + id + " is not between 0 and 255");
    }
    return id;
  }

  private static byte[] checkedKey(String name, byte[] key) {
    if (key.length < 32) {
      throw new IllegalArgumentException(
          "key " + name + " is shorter than 32 bytes: make one with openssl rand -base64 32");
    }
    return key.clone();
  }
}
