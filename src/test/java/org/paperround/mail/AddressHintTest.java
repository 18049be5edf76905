package org.paperround.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A slip in a well-known domain is noticed; what is right, or merely unusual, is left alone.
class AddressHintTest {
  @ParameterizedTest
  @CsvSource({
    "gmial.com, gmail.com",
    "gmal.com, gmail.com",
    "gmaill.com, gmail.com",
    "gmail.con, gmail.com",
    "gmail.co, gmail.com",
    "gmail.cmo, gmail.com",
    "hotmial.co.uk, hotmail.co.uk",
    "hotmai.com, hotmail.com",
    "outlok.com, outlook.com",
    "yaho.co.uk, yahoo.co.uk",
    "iclod.com, icloud.com",
    "bitnternet.com, btinternet.com",
    "wandoo.fr, wanadoo.fr",
    "t-onlin.de, t-online.de"
  })
  void oneSlipFromALargeProviderIsAsked(String typed, String meant) {
    assertThat(AddressHint.of(EmailAddress.of("Anna.B@" + typed)))
        .isEqualTo(new AddressHint.Typo(EmailAddress.of("Anna.B@" + meant)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmail.com",
        "mail.com",
        "ymail.com",
        "email.com",
        "gmx.at",
        "sly.com",
        "web.da",
        "outlook.it",
        "yahoo.in",
        "reader.example",
        "gmail.example.org",
        "gmial.co.uk",
        "xn--bcher-kva.example"
      })
  void whatIsRightOrMerelyUnusualIsLeftAlone(String domain) {
    assertThat(AddressHint.of(EmailAddress.of("anna@" + domain))).isEqualTo(new AddressHint.None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailinator.com", "MAILINATOR.com", "x.y.mailinator.com", "yopmail.fr"})
  void aMailboxForMinutesIsNoticedUnderSubdomainsToo(String domain) {
    assertThat(AddressHint.of(EmailAddress.of("anna@" + domain)))
        .isEqualTo(new AddressHint.ShortLived());
  }

  @Test
  void aNameThatOnlyEndsLikeOneIsNoSubdomain() {
    assertThat(AddressHint.of(EmailAddress.of("anna@notmailinator.com")))
        .isEqualTo(new AddressHint.None());
  }

  @Test
  void twoSlipsAreNone() {
    assertThat(AddressHints.oneSlip("gmail.com", "gmail.com")).isFalse();
    assertThat(AddressHints.oneSlip("gmial.con", "gmail.com")).isFalse();
    assertThat(AddressHints.oneSlip("", "a")).isTrue();
  }
}
