package org.paperround.mail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.paperround.platform.config.Settings;

/// Who signs: `dkim.domain` (d=, the domain of From or its parent), `dkim.selector` and
/// `dkim.private-key` (PKCS#8 PEM). Several selectors are comma-separated, as many keys in the same
/// order, newest first: the first RSA key and the first Ed25519 key sign, the others are those
/// whose DNS records must stay until no mail they signed is on its way any more (mail-standards
/// D3). Without keys nothing is signed.
public record DkimConfig(String domain, List<Key> keys) {
  /// One selector and the file of its private key.
  public record Key(String selector, Path privateKey) {}

  public DkimConfig {
    keys = List.copyOf(keys);
  }

  public static DkimConfig off() {
    return new DkimConfig("", List.of());
  }

  public static DkimConfig read(Settings settings) {
    String domain = settings.text("dkim.domain", "");
    List<String> selectors = settings.list("dkim.selector", List.of());
    List<String> files = settings.list("dkim.private-key", List.of());
    if (domain.isEmpty() && selectors.isEmpty() && files.isEmpty()) {
      return off();
    }
    if (domain.isEmpty() || selectors.isEmpty() || selectors.size() != files.size()) {
      settings.problem(
          "dkim.domain, dkim.selector and dkim.private-key belong together, as many selectors as"
              + " keys");
      return off();
    }
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < selectors.size(); i++) {
      keys.add(new Key(selectors.get(i), Path.of(files.get(i))));
    }
    return new DkimConfig(domain, keys);
  }
}
