package org.paperround.mail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.paperround.mail.RelayConfig.Tls;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;

/// Reads which relays there are: one, as `relay.host` and so on, or several that `relays` names, as
/// `relay.NAME.host`. Nothing of one relay holds for another, least of all a password; only who we
/// are is the same for all.
public final class RelaySettings {
  private static final String NAME = "[a-z][a-z0-9-]{0,29}";

  private RelaySettings() {}

  public static List<RelayConfig> read(Settings settings) {
    String heloName = settings.text("relay.helo-name", "localhost.localdomain");
    List<String> names = settings.list("relays", List.of());
    if (names.isEmpty()) {
      return List.of(one(settings, RelayConfig.ONLY, heloName));
    }
    Set<String> seen = new HashSet<>();
    List<RelayConfig> relays = new ArrayList<>();
    for (String name : names) {
      if (!name.matches(NAME) || name.equals(RelayConfig.ONLY) || !seen.add(name)) {
        settings.problem(
            "relays names \""
                + name
                + "\": a name is of small letters, digits and hyphens, not the word relay, and"
                + " named once");
      } else {
        relays.add(one(settings.within("relay", name), name, heloName));
      }
    }
    if (relays.stream().allMatch(RelayConfig::isSpare)) {
      settings.problem("every relay is a spare: one needs a weight above 0");
    }
    return List.copyOf(relays);
  }

  private static RelayConfig one(Settings settings, String name, String heloName) {
    RelayPreset preset = settings.choice("relay.preset", RelayPreset.class, RelayPreset.NONE);
    return new RelayConfig(
        name,
        name.equals(RelayConfig.ONLY) ? 1 : settings.integer("relay.weight", 1, 0, 1000),
        host(settings, name, preset),
        settings.integer("relay.port", preset.port, 1, 65_535),
        settings.choice("relay.tls", Tls.class, preset.tls),
        signIn(settings),
        heloName,
        settings.flag("relay.dsn", true),
        limits(settings, preset),
        quota(settings));
  }

  private static RelayQuota quota(Settings settings) {
    RelayQuota none = RelayQuota.NONE;
    return new RelayQuota(
        settings.optionalText("relay.rate").isEmpty()
            ? none.perSecond()
            : settings.decimal("relay.rate", 1, 0.001, 1_000_000),
        settings.optionalText("relay.at-once").isEmpty()
            ? none.atOnce()
            : settings.integer("relay.at-once", 1, 1, 10_000));
  }

  private static String host(Settings settings, String name, RelayPreset preset) {
    Optional<String> host = settings.optionalText("relay.host");
    if (host.isEmpty() && preset.isProvider()) {
      settings.problem(settings.key("relay.host") + " is missing: it is " + preset.hosts);
    } else if (host.isEmpty() && !name.equals(RelayConfig.ONLY)) {
      settings.problem(settings.key("relay.host") + " is missing: relays names " + name);
    }
    return host.orElse("localhost");
  }

  private static RelayLimits limits(Settings settings, RelayPreset preset) {
    RelayLimits usual = RelayLimits.USUAL;
    return new RelayLimits(
        settings.integer("relay.connections", usual.connections(), 1, 200),
        settings.integer(
            "relay.messages-per-connection", preset.messagesPerConnection, 1, 1_000_000),
        settings.duration("relay.connection-age", usual.connectionAge(), "1s", "1d"),
        settings.duration("relay.connect-timeout", usual.connect(), "100ms", "10m"),
        settings.duration("relay.timeout", usual.reply(), "100ms", "1h"),
        settings.duration("relay.final-timeout", usual.finalReply(), "100ms", "1h"));
  }

  private static SignIn signIn(Settings settings) {
    Auth auth = settings.choice("relay.auth", Auth.class, Auth.PASSWORD);
    Optional<String> user = settings.optionalText("relay.user");
    Optional<Secret> password = settings.secret("relay.password");
    Optional<String> file = settings.optionalText("relay.token-file");
    boolean byToken = auth == Auth.XOAUTH2;
    String needed = byToken ? "relay.token-file" : "relay.password";
    boolean has = byToken ? file.isPresent() : password.isPresent();
    if (byToken ? password.isPresent() : file.isPresent()) {
      settings.problem(
          settings.key(byToken ? "relay.password" : "relay.token-file")
              + " has no meaning: "
              + settings.key("relay.auth")
              + " wants "
              + settings.key(needed));
    }
    if (user.isPresent() != has || (byToken && !has)) {
      settings.problem(
          "to sign in, both "
              + settings.key("relay.user")
              + " and "
              + settings.key(needed)
              + " must be set");
    }
    if (user.isEmpty() || !has) {
      return new SignIn.Nobody();
    }
    return byToken
        ? new SignIn.Token(user.get(), Path.of(file.orElseThrow()))
        : new SignIn.Password(user.get(), password.orElseThrow(), auth.mechanisms);
  }

  /// How to sign in.
  private enum Auth {
    PASSWORD("PLAIN LOGIN"),
    PLAIN("PLAIN"),
    LOGIN("LOGIN"),
    XOAUTH2("XOAUTH2");

    final String mechanisms;

    Auth(String mechanisms) {
      this.mechanisms = mechanisms;
    }
  }
}
