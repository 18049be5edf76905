package org.paperround.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.digest.lint.MailLint;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.newsletter.SunsetPolicy;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.template.Templates;
import org.paperround.testing.GoldenMail;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// Every mail to one reader that is no digest, in every language, as it was approved.
class ReaderMailsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:07Z");
  private static final EmailAddress ANNA = EmailAddress.of("anna@reader.example");
  private static final EmailAddress OTHER = EmailAddress.of("anna@other.example");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Newsletter newsletter;
  private ReaderMails mails;

  @BeforeEach
  void offerANewsletter() {
    newsletter =
        new Newsletters(database.get())
            .define(
                NewsletterFixture.asking(
                    NewsletterFixture.BRIEFING.from("briefing@news.thecourier.example").build(),
                    SUNSET));
    TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
    Outbox outbox =
        new Outbox(database.get(), new SettableClock(NOW), "news.thecourier.example", "newsroom");
    ReaderLinks links =
        new ReaderLinks(
            signer, URI.create("https://news.thecourier.example"), "bounce.thecourier.example");
    mails = new ReaderMails(outbox, new Templates(null), links);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "cy", "fr", "de"})
  void eachIsAsItWasApproved(String language) {
    SubscriberRow anna = reader(language);
    ReaderLinks.Request request =
        new ReaderLinks.Request(
            new ReaderLinks.Named(anna.subscriberId(), newsletter.id()), 1, NOW);
    SignUp signUp =
        new SignUp(
            ANNA,
            "",
            newsletter.id(),
            Locale.of(language),
            ZoneId.of("Europe/London"),
            "I want it",
            new Provenance("form", NOW, null, null));

    check("confirm-" + language, handle -> mails.confirm(handle, newsletter, signUp, request));
    check("welcome-" + language, handle -> mails.welcome(handle, newsletter, anna, false));
    check("welcome-latest-" + language, handle -> mails.welcome(handle, newsletter, anna, true));
    check(
        "address-" + language,
        handle -> mails.confirmAddress(handle, newsletter, anna, OTHER, request));
    check("moved-" + language, handle -> mails.addressChanged(handle, newsletter, anna, OTHER));
    check("goodbye-" + language, handle -> mails.goodbye(handle, newsletter, anna, false));
    check("goodbye-all-" + language, handle -> mails.goodbye(handle, newsletter, anna, true));
    check("still-wanted-" + language, handle -> mails.stillWanted(handle, newsletter, anna));
  }

  private void check(String name, Consumer<Handle> sending) {
    byte[] mail =
        database
            .get()
            .inTransaction(handle -> {
              handle.execute("TRUNCATE outbox_mail RESTART IDENTITY CASCADE");
              sending.accept(handle);
              return handle
                  .createQuery("SELECT message FROM outbox_mail")
                  .mapTo(byte[].class)
                  .one();
            });
    GoldenMail.check(name, mail);
    assertThat(MailLint.check(mail)).as(name).isEmpty();
  }

  private static SubscriberRow reader(String language) {
    return new SubscriberRow(
        1,
        ANNA.toString(),
        "Anna",
        language,
        "Europe/London",
        Set.of(),
        Set.of(),
        false,
        false,
        null);
  }

  private static final SunsetPolicy SUNSET = new SunsetPolicy(90, 8, 14, 56);
}
