package org.paperround.staff.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.http.PartnerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configured provider: the authorization code flow with PKCE (OpenID Connect Core 3.1, RFC
/// 7636). The library judges tokens: signature, issuer, audience, times (by the machine's clock, a
/// minute of difference allowed) and nonce. What goes wrong at the provider is no exception, and is
/// logged without anybody's address. Thread-safe.
public final class OpenIdProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final int LONGEST_LINE = 500;
  private static final Scope SCOPE = new Scope("openid", "email");

  private final OpenIdConfig config;
  private final URI returnUrl;
  private final ProviderHttp http;
  private final Discovery discovery;

  /// Asks the provider nothing yet. `returnUrl`: where it sends browsers back to.
  public OpenIdProvider(OpenIdConfig config, URI returnUrl, InstantSource clock) {
    this.config = config;
    this.returnUrl = returnUrl;
    this.http = new ProviderHttp(new PartnerClient(config.issuer(), config.timeout()));
    this.discovery = new Discovery(config, http, clock);
  }

  /// What the button says.
  public String name() {
    return config.name();
  }

  /// What the audit log says.
  public URI issuer() {
    return config.issuer();
  }

  /// Where the browser has to go.
  public OpenIdStart start(OpenIdSecrets secrets) {
    try {
      OIDCProviderMetadata metadata = discovery.provider().metadata();
      AuthenticationRequest request =
          new AuthenticationRequest.Builder(
                  ResponseType.CODE, SCOPE, new ClientID(config.clientId()), returnUrl)
              .endpointURI(metadata.getAuthorizationEndpointURI())
              .state(new State(secrets.state()))
              .nonce(new Nonce(secrets.nonce()))
              .codeChallenge(new CodeVerifier(secrets.verifier()), CodeChallengeMethod.S256)
              .build();
      return new OpenIdStart.Leads(request.toURI());
    } catch (OpenIdException e) {
      log(e);
      return new OpenIdStart.Failed(e.fault());
    }
  }

  /// Who came back with `query`, the parameters of our return page.
  public OpenIdAnswer answer(Map<String, List<String>> query, OpenIdSecrets secrets) {
    try {
      Discovery.Provider provider = discovery.provider();
      AuthorizationCode code = code(provider.metadata(), query, secrets);
      OIDCTokenResponse tokens = tokens(provider.metadata(), code, secrets);
      IDTokenClaimsSet claims = checked(provider, tokens.getOIDCTokens().getIDToken(), secrets);
      return person(
          claims.getStringClaim("email") == null
              ? userInfo(provider.metadata(), claims, tokens.getTokens().getAccessToken())
              : claims);
    } catch (OpenIdException e) {
      log(e);
      return new OpenIdAnswer.Failed(e.fault(), "");
    }
  }

  /// One line; a provider may name the person in what it says.
  private void log(OpenIdException e) {
    String line = String.valueOf(e.getMessage()).replaceAll("[\\p{C}\\s]+", " ");
    String shortened = line.substring(0, Math.min(line.length(), LONGEST_LINE));
    String why = shortened.replaceAll("[^\\s'\"<>(]+@", "***@");
    LOG.warn("Signing in with {} failed ({}): the provider {}", config.issuer(), e.fault(), why);
  }

  private AuthorizationCode code(
      OIDCProviderMetadata metadata, Map<String, List<String>> query, OpenIdSecrets secrets)
      throws OpenIdException {
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(returnUrl, query);
    } catch (ParseException e) {
      throw untrusted("sent the browser back with something else: " + e.getMessage());
    }
    State state = response.getState();
    if (state == null || !state.getValue().equals(secrets.state())) {
      throw untrusted("sent the browser back with another state");
    }
    // RFC 9207: an answer that another provider gave
    boolean named = response.getIssuer() != null;
    if (named
        ? !response.getIssuer().equals(metadata.getIssuer())
        : metadata.supportsAuthorizationResponseIssuerParam()) {
      throw untrusted("did not name itself as the one who answers");
    }
    if (!response.indicatesSuccess()) {
      throw refused(response.toErrorResponse().getErrorObject());
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw untrusted("sent the browser back without a code");
    }
    return code;
  }

  private static OpenIdException refused(@Nullable ErrorObject error) {
    boolean denied = error != null && OAuth2Error.ACCESS_DENIED.getCode().equals(error.getCode());
    return new OpenIdException(
        denied ? OpenIdFault.DENIED : OpenIdFault.REFUSED, "answered " + said(error));
  }

  private static String said(@Nullable ErrorObject error) {
    if (error == null || error.getCode() == null) {
      return "an error without a name";
    }
    String more = error.getDescription();
    return more == null ? error.getCode() : error.getCode() + ": " + more;
  }

  private OIDCTokenResponse tokens(
      OIDCProviderMetadata metadata, AuthorizationCode code, OpenIdSecrets secrets)
      throws OpenIdException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(code, returnUrl, new CodeVerifier(secrets.verifier()));
    TokenRequest request =
        new TokenRequest.Builder(metadata.getTokenEndpointURI(), ourselves(metadata), grant)
            .build();
    try {
      HTTPResponse answer = request.toHTTPRequest().send(http);
      if (answer.getStatusCode() >= 500) {
        throw away("answered " + answer.getStatusCode() + " when asked for the token");
      }
      TokenResponse response = OIDCTokenResponseParser.parse(answer);
      if (!response.indicatesSuccess()) {
        ErrorObject error = response.toErrorResponse().getErrorObject();
        throw new OpenIdException(OpenIdFault.REFUSED, "gave no token: " + said(error));
      }
      return (OIDCTokenResponse) response.toSuccessResponse();
    } catch (IOException e) {
      throw away("cannot be asked for the token: " + e.getMessage());
    } catch (ParseException e) {
      throw untrusted("gave something else than a token: " + e.getMessage());
    }
  }

  /// How we say who we are: as the provider wants it (OpenID Connect Discovery 3).
  private ClientAuthentication ourselves(OIDCProviderMetadata metadata) {
    ClientID id = new ClientID(config.clientId());
    Secret secret = new Secret(config.clientSecret().reveal());
    List<ClientAuthenticationMethod> ways = metadata.getTokenEndpointAuthMethods();
    boolean onlyPost =
        ways != null
            && ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return onlyPost ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
  }

  private static IDTokenClaimsSet checked(
      Discovery.Provider provider, @Nullable JWT token, OpenIdSecrets secrets)
      throws OpenIdException {
    if (token == null) {
      throw untrusted("gave no ID token");
    }
    try {
      return provider.tokens().validate(token, new Nonce(secrets.nonce()));
    } catch (KeySourceException e) {
      throw away("cannot be asked for its keys: " + e.getMessage());
    } catch (BadJOSEException | JOSEException e) {
      throw untrusted("gave a token that is refused: " + e.getMessage());
    }
  }

  /// A provider may keep the address out of the token, and tell it to who has the access token
  /// (OpenID Connect Core 5.4).
  private ClaimsSet userInfo(
      OIDCProviderMetadata metadata, IDTokenClaimsSet claims, AccessToken access)
      throws OpenIdException {
    URI endpoint = metadata.getUserInfoEndpointURI();
    if (endpoint == null) {
      return claims;
    }
    try {
      HTTPResponse answer = new UserInfoRequest(endpoint, access).toHTTPRequest().send(http);
      UserInfoResponse response = UserInfoResponse.parse(answer);
      UserInfo told =
          response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
      if (told == null) {
        throw untrusted("does not tell the address: it answered " + answer.getStatusCode());
      }
      if (!told.getSubject().equals(claims.getSubject())) {
        throw untrusted("told the address of somebody else");
      }
      return told;
    } catch (IOException e) {
      throw away("cannot be asked for the address: " + e.getMessage());
    } catch (ParseException e) {
      throw untrusted("told something else than an address: " + e.getMessage());
    }
  }

  private OpenIdAnswer person(ClaimsSet claims) {
    String address = claims.getStringClaim("email");
    if (address == null) {
      return new OpenIdAnswer.Failed(OpenIdFault.NO_ADDRESS, "");
    }
    boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
    return switch (AddressCheck.check(address)) {
      case AddressCheck.Ok(EmailAddress good) ->
          verified
              ? new OpenIdAnswer.Person(good)
              : new OpenIdAnswer.Failed(OpenIdFault.UNVERIFIED, good.toString());
      case AddressCheck.Refused(String _) -> new OpenIdAnswer.Failed(OpenIdFault.NO_ADDRESS, "");
    };
  }

  private static OpenIdException away(String why) {
    return new OpenIdException(OpenIdFault.AWAY, why);
  }

  private static OpenIdException untrusted(String why) {
    return new OpenIdException(OpenIdFault.UNTRUSTED, why);
  }
}
