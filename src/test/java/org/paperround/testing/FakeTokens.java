package org.paperround.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.paperround.testing.FakeProvider.Flaw;

/// The ID tokens of a [FakeProvider], right or wrong in one way.
final class FakeTokens {
  static final String SUBJECT = "person-1";

  private FakeTokens() {}

  static String token(
      Flaw flaw, String issuer, RSAKey key, String nonce, Map<String, Object> person) {
    JWTClaimsSet claims = claims(flaw, issuer, nonce, person);
    try {
      return switch (flaw) {
        case NOT_SIGNED -> new PlainJWT(claims).serialize();
        case SIGNED_WITH_THE_SECRET ->
            signed(JWSAlgorithm.HS256, "", new MACSigner(FakeProvider.SECRET), claims);
        case SIGNED_BY_ANOTHER_KEY -> {
          RSAKey other = new RSAKeyGenerator(2048).generate();
          yield signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(other), claims);
        }
        case CHANGED_AFTER_SIGNING -> changed(signed(key, claims));
        default -> signed(key, claims);
      };
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet claims(
      Flaw flaw, String issuer, String nonce, Map<String, Object> person) {
    Instant now = Instant.now();
    Instant issued = flaw == Flaw.EXPIRED ? now.minus(Duration.ofMinutes(20)) : now;
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(flaw == Flaw.OTHER_ISSUER ? "https://other.example" : issuer)
            .audience(flaw == Flaw.OTHER_AUDIENCE ? "another-client" : FakeProvider.CLIENT)
            .subject(SUBJECT)
            .issueTime(Date.from(issued))
            .expirationTime(Date.from(issued.plus(Duration.ofMinutes(10))));
    if (flaw != Flaw.NO_NONCE) {
      claims.claim("nonce", flaw == Flaw.OTHER_NONCE ? "A".repeat(43) : nonce);
    }
    person.forEach(claims::claim);
    return claims.build();
  }

  private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    return signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key), claims);
  }

  private static String signed(
      JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    JWSHeader.Builder header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
    SignedJWT token =
        new SignedJWT((keyId.isEmpty() ? header : header.keyID(keyId)).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  /// Says `editor` where `nobody` was signed.
  private static String changed(String token) {
    String[] parts = token.split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String other = claims.replace("nobody", "editor");
    return parts[0]
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(other.getBytes(StandardCharsets.UTF_8))
        + "."
        + parts[2];
  }
}
