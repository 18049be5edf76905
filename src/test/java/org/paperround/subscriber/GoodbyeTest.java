package org.paperround.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.template.Templates;
import org.paperround.testing.NewsletterFixture;
import org.paperround.testing.ReaderFixture;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// Who leaves is mailed once more at most, and only by the newsletter's wish.
class GoodbyeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Provenance ACT = new Provenance("page", NOW, null, null);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Newsletters newsletters;
  private Subscribers subscribers;
  private SubscriberId anna;

  @BeforeEach
  void signUp() {
    TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
    newsletters = new Newsletters(database.get());
    subscribers =
        new Subscribers(
            database.get(),
            newsletters,
            new Outbox(database.get(), new SettableClock(NOW), "news.example", "newsroom"),
            new Templates(null),
            signer,
            new ReaderLinks(signer, URI.create("https://news.example"), "bounce.news.example"));
  }

  @Test
  void nobodyIsMailedUnlessTheNewsletterSaysSo() {
    Newsletter briefing = newsletters.define(NewsletterFixture.BRIEFING.build());
    subscribe(briefing);
    leave(briefing, false);
    assertThat(mails()).isEmpty();
  }

  @Test
  void whoLeavesOnThePageIsMailedOnce() {
    Newsletter briefing = saying("briefing");
    subscribe(briefing);
    leave(briefing, false);
    leave(briefing, false);
    subscribers.unsubscribe(anna, briefing.id(), UnsubscribeCause.ONE_CLICK, ACT);
    assertThat(mails()).containsExactly("goodbye");
  }

  @Test
  void whoLeavesEverythingIsMailedOnce() {
    Newsletter briefing = saying("briefing");
    Newsletter weekly = saying("weekly");
    subscribe(briefing);
    subscribe(weekly);
    leave(briefing, true);
    assertThat(mails()).containsExactly("goodbye");
  }

  @ParameterizedTest
  @EnumSource(UnsubscribeCause.class)
  void onlyAnActOfTheReadersOwnIsAnswered(UnsubscribeCause cause) {
    Newsletter briefing = saying("briefing");
    subscribe(briefing);
    subscribers.unsubscribe(anna, briefing.id(), cause, ACT);
    boolean own =
        switch (cause) {
          case PAGE, ONE_CLICK, MAILTO -> true;
          case OPERATOR, COMPLAINT, BOUNCE, ERASURE -> false;
        };
    assertThat(mails()).hasSize(own ? 1 : 0);
  }

  @Test
  void whoseAddressIsSuppressedIsNotMailed() {
    Newsletter briefing = saying("briefing");
    subscribe(briefing);
    database
        .get()
        .useTransaction(handle ->
            subscribers.suppress(handle, anna, SuppressionReason.HARD_BOUNCE, "550", NOW));
    leave(briefing, false);
    assertThat(mails()).isEmpty();
  }

  private Newsletter saying(String slug) {
    return newsletters.define(
        NewsletterFixture.sayingGoodbye(NewsletterFixture.BRIEFING.slug(slug).build()));
  }

  private void subscribe(Newsletter newsletter) {
    EmailAddress address = EmailAddress.of("anna@reader.example");
    subscribers.importConfirmed(
        newsletter.id(), List.of(ReaderFixture.agreed(address, "Anna", NOW, "a form")), NOW);
    anna = subscribers.byAddress(address).orElseThrow();
  }

  private void leave(Newsletter newsletter, boolean everything) {
    subscribers.leave(new ReaderLinks.Named(anna, newsletter.id()), everything, ACT);
  }

  private List<String> mails() {
    return database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle.createQuery("SELECT kind FROM outbox_mail").mapTo(String.class).list());
  }
}
