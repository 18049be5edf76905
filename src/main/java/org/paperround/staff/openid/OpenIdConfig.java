package org.paperround.staff.openid;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperround.platform.config.Secret;
import org.paperround.platform.config.Settings;
import org.paperround.platform.http.PartnerClient;

/// The provider by which staff can sign in: `desk.oidc.issuer`, `desk.oidc.client-id`,
/// `desk.oidc.client-secret` (as the provider gave them out), `desk.oidc.name` (what the button
/// says) and `desk.oidc.timeout` (for one exchange with it).
public record OpenIdConfig(
    URI issuer, String clientId, Secret clientSecret, String name, Duration timeout) {
  private static final int LONGEST_NAME = 60;
  private static final String ISSUER = "desk.oidc.issuer";

  /// None where no key names one.
  public static @Nullable OpenIdConfig read(Settings settings) {
    Optional<String> issuer = settings.optionalText("desk.oidc.issuer");
    Optional<String> clientId = settings.optionalText("desk.oidc.client-id");
    Optional<Secret> secret = settings.secret("desk.oidc.client-secret");
    Optional<String> name = settings.optionalText("desk.oidc.name");
    Duration timeout =
        settings.duration("desk.oidc.timeout", Duration.ofSeconds(10), "500ms", "30s");
    boolean any =
        issuer.isPresent() || clientId.isPresent() || secret.isPresent() || name.isPresent();
    if (!any) {
      return null;
    }
    Optional<URI> address = checked(settings, issuer);
    missing(settings, "desk.oidc.client-id", clientId.isPresent());
    missing(settings, "desk.oidc.client-secret", secret.isPresent());
    if (name.orElse("").length() > LONGEST_NAME) {
      settings.problem("desk.oidc.name is longer than " + LONGEST_NAME + " letters");
    }
    return address.isEmpty() || clientId.isEmpty() || secret.isEmpty()
        ? null
        : new OpenIdConfig(
            address.get(),
            clientId.get(),
            secret.get(),
            name.orElse(address.get().getHost()),
            timeout);
  }

  private static void missing(Settings settings, String key, boolean given) {
    if (!given) {
      settings.problem(
          key
              + " is missing: the issuer, the client's id and its secret are needed to sign in with"
              + " a provider; set it as "
              + Settings.variable(key)
              + ", or take the other desk.oidc keys away");
    }
  }

  private static Optional<URI> checked(Settings settings, Optional<String> issuer) {
    missing(settings, ISSUER, issuer.isPresent());
    Optional<URI> address = issuer.flatMap(OpenIdConfig::parsed);
    boolean good = address.filter(OpenIdConfig::isIssuer).isPresent();
    if (issuer.isPresent() && !good) {
      settings.problem(
          ISSUER
              + " must begin with https:// (http:// only for localhost), and have neither a query"
              + " nor a fragment: it is what the provider itself calls its issuer");
    }
    return address.filter(_ -> good);
  }

  private static boolean isIssuer(URI address) {
    boolean safe = "https".equals(address.getScheme()) || PartnerClient.isPlainAndHere(address);
    return safe
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null;
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
