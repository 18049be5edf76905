package org.paperround.staff.openid;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the provider publishes about itself, read when it is first needed and kept for an hour; its
/// keys are kept by the library, and read anew when a token names one that is not among them. While
/// the provider is away, what was read before holds; where nothing was, it is asked again after ten
/// seconds at the earliest, so that those who wait do not wait one after the other. Thread-safe.
final class Discovery {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /// Signatures with keys that the provider publishes; never those with a shared secret, nor none.
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OpenIdConfig config;
  private final ProviderHttp http;
  private final InstantSource clock;
  private @Nullable Provider provider;
  private @Nullable OpenIdException failure;
  private Instant again = Instant.MIN;

  Discovery(OpenIdConfig config, ProviderHttp http, InstantSource clock) {
    this.config = config;
    this.http = http;
    this.clock = clock;
  }

  /// The provider as it described itself, and what judges its tokens.
  record Provider(OIDCProviderMetadata metadata, IDTokenValidator tokens) {}

  synchronized Provider provider() throws OpenIdException {
    if (!clock.instant().isBefore(again)) {
      refresh();
    }
    Provider known = provider;
    OpenIdException fault = failure;
    if (fault != null && (known == null || fault.fault() != OpenIdFault.AWAY)) {
      throw fault;
    }
    return Objects.requireNonNull(known);
  }

  private void refresh() {
    try {
      provider = described(read());
      failure = null;
      again = clock.instant().plus(KEPT);
    } catch (OpenIdException e) {
      failure = e;
      again = clock.instant().plus(PAUSE);
    }
  }

  private OIDCProviderMetadata read() throws OpenIdException {
    try {
      URL address = OIDCProviderMetadata.resolveURL(new Issuer(config.issuer()));
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.parse(http.retrieveResource(address).getContent());
      if (!metadata.getIssuer().getValue().equals(config.issuer().toString())) {
        throw unusable("calls itself " + metadata.getIssuer() + ", not " + config.issuer());
      }
      return metadata;
    } catch (IOException e) {
      throw new OpenIdException(
          OpenIdFault.AWAY, "cannot be asked about itself: " + e.getMessage());
    } catch (GeneralException e) {
      throw unusable("does not describe itself as it should: " + e.getMessage());
    }
  }

  private Provider described(OIDCProviderMetadata metadata) throws OpenIdException {
    for (URI endpoint : endpoints(metadata)) {
      if (endpoint == null || !http.allows(endpoint)) {
        throw unusable("names a page that is missing or not https: " + endpoint);
      }
    }
    Set<JWSAlgorithm> algorithms = new HashSet<>(ALGORITHMS);
    List<JWSAlgorithm> signed = metadata.getIDTokenJWSAlgs();
    algorithms.retainAll(signed == null ? List.of(JWSAlgorithm.RS256) : signed);
    if (algorithms.isEmpty()) {
      throw unusable("signs in none of the ways that are taken: " + ALGORITHMS);
    }
    return new Provider(metadata, validator(metadata, algorithms));
  }

  private static List<@Nullable URI> endpoints(OIDCProviderMetadata metadata) {
    return Arrays.asList(
        metadata.getAuthorizationEndpointURI(),
        metadata.getTokenEndpointURI(),
        metadata.getJWKSetURI());
  }

  private IDTokenValidator validator(OIDCProviderMetadata metadata, Set<JWSAlgorithm> algorithms)
      throws OpenIdException {
    try {
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.<SecurityContext>create(metadata.getJWKSetURI().toURL(), http)
              // it would make a thread of its own
              .refreshAheadCache(false)
              .build();
      return new IDTokenValidator(
          metadata.getIssuer(),
          new ClientID(config.clientId()),
          new JWSVerificationKeySelector<>(algorithms, keys),
          null);
    } catch (MalformedURLException e) {
      throw unusable("names no address for its keys: " + e.getMessage());
    }
  }

  private static OpenIdException unusable(String why) {
    return new OpenIdException(OpenIdFault.UNTRUSTED, why);
  }
}
