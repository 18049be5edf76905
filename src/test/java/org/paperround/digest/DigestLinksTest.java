package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.paperround.digest.DigestLinks.Click;
import org.paperround.digest.DigestLinks.DeliveryKey;
import org.paperround.edition.EditionId;
import org.paperround.subscriber.SubscriberId;

/// Tokens name what they were made for and nothing else (mail-standards I1, I2, F8).
class DigestLinksTest {
  private static final DigestLinks LINKS = DigestFixture.LINKS;
  private static final DeliveryKey KEY = key(123_456_789, 4_321);
  private static final DeliveryKey LARGEST = key(Long.MAX_VALUE, Long.MAX_VALUE);

  @Test
  void whatWasNamedIsReadBack() {
    for (DeliveryKey key : new DeliveryKey[] {KEY, LARGEST, key(1, 1)}) {
      assertThat(LINKS.click(token(LINKS.clickUrl(key, 32_767)))).hasValue(new Click(key, 32_767));
      assertThat(LINKS.view(token(LINKS.viewUrl(key)))).hasValue(key);
      assertThat(LINKS.bounce(bounceToken(key))).hasValue(key);
    }
  }

  @Test
  void urlsAreUnderThePublicUrlWithoutADoubleSlash() {
    assertThat(LINKS.clickUrl(KEY, 1)).matches("https://news\\.thecourier\\.example/r/[\\w-]{30,}");
    assertThat(LINKS.viewUrl(KEY)).matches("https://news\\.thecourier\\.example/v/[\\w-]{30,}");
  }

  @Test
  void theEnvelopeSenderFitsAndSurvivesAChangeOfCase() {
    assertThat(LINKS.envelopeFrom(LARGEST)).matches("b\\+[a-z2-7]{1,62}@bounce\\.\\S+");
    assertThat(LINKS.bounce(bounceToken(KEY).toUpperCase(Locale.ROOT))).hasValue(KEY);
  }

  @Test
  void noTokenStandsInForAnother() {
    String click = token(LINKS.clickUrl(KEY, 1));
    String view = token(LINKS.viewUrl(KEY));
    assertThat(LINKS.view(click)).isEmpty();
    assertThat(LINKS.click(view)).isEmpty();
    assertThat(LINKS.bounce(view)).isEmpty();
    assertThat(LINKS.view(bounceToken(KEY))).isEmpty();
    assertThat(DigestFixture.READER_LINKS.unsubscribe(click)).isEmpty();
    assertThat(DigestFixture.READER_LINKS.unsubscribe(view)).isEmpty();
  }

  @Test
  void everyAlteredLetterIsNoticed() {
    String token = token(LINKS.clickUrl(KEY, 1));
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(LINKS.click(token.substring(0, i) + other + token.substring(i + 1))).isEmpty();
    }
    assertThat(LINKS.click("")).isEmpty();
    assertThat(LINKS.click("not a token")).isEmpty();
    assertThat(LINKS.bounce("0189")).isEmpty();
  }

  private static DeliveryKey key(long subscriber, long edition) {
    return new DeliveryKey(
        new SubscriberId(subscriber), new EditionId(edition), LocalDate.of(2026, 11, 24));
  }

  private static String token(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static String bounceToken(DeliveryKey key) {
    String address = LINKS.envelopeFrom(key);
    return address.substring(address.indexOf('+') + 1, address.indexOf('@'));
  }
}
