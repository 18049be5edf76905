package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paperround.digest.DigestFixture.brief;
import static org.paperround.digest.DigestFixture.front;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.edition.Words;
import org.paperround.mail.DkimSigner;
import org.paperround.testing.TestDatabase;

/// Subject and preheader: the lead's and the next ones', or the editor's.
class DigestSubjectTest {
  @RegisterExtension final TestDatabase database = new TestDatabase();
  private DigestFixture fixture;
  private Digests digests;

  @BeforeEach
  void makeAnEdition() {
    fixture = new DigestFixture(database.get(), DkimSigner.none());
    digests = fixture.digests();
  }

  @Test
  void theSubjectIsTheLeadOfThisReaderAndThePreheaderTheNextOnes() {
    ReadMail mail = mail(fixture.request(front(2), front(3), brief(8), brief(9)));
    assertThat(mail.subject()).isEqualTo("Headline 2");
    assertThat(mail.visible()).startsWith("Headline 3. Headline 8.");
  }

  @Test
  void theEditorsSubjectAndPreheaderStand() {
    DigestFixture worded =
        fixture.worded(new Words(List.of("Café: the ☕ edition"), "Read on, dear reader.", 1, null));
    Plan plan = worded.plan(worded.usualPool());
    ReadMail mail = ReadMail.of(worded.digests().assemble(plan, worded.request(front(1))));
    assertThat(mail.subject()).isEqualTo("Café: the ☕ edition");
    assertThat(mail.visible()).startsWith("Read on, dear reader.");
  }

  @Test
  void ofSeveralSubjectsTheMailHasTheOneAskedForAlsoWhenItsPlanIsReadAgain() {
    DigestFixture worded =
        fixture.worded(new Words(List.of("Calm", "A bridge", "Headline 3"), null, 1, null));
    Plan plan = worded.plan(worded.usualPool());
    for (Plan read : List.of(plan, fixture.digests().stored(plan.id()))) {
      assertThat(List.of(mail(read, 0).subject(), mail(read, 1).subject(), mail(read, 2).subject()))
          .containsExactly("Calm", "A bridge", "Headline 3");
    }
  }

  @Test
  void thePreheaderSaysNoHeadlineThatTheSubjectSays() {
    DigestFixture worded =
        fixture.worded(new Words(List.of("Calm", "Headline 3", "Headline 4"), null, 1, null));
    Plan plan = worded.plan(worded.usualPool());

    assertThat(mail(plan, 0).visible()).startsWith("Headline 3. Headline 4.");
    assertThat(mail(plan, 1).visible()).startsWith("Headline 2. Headline 4.");
    assertThat(mail(plan, 2).visible()).startsWith("Headline 2. Headline 3.");
  }

  private ReadMail mail(Plan plan, int subject) {
    return ReadMail.of(
        digests.assemble(
            plan, subject(fixture.request(front(2), front(3), front(4), brief(8)), subject)));
  }

  private static DigestRequest subject(DigestRequest request, int subject) {
    return new DigestRequest(
        request.edition(),
        request.subscriber(),
        request.address(),
        request.name(),
        request.zone(),
        request.trackingConsent(),
        request.textOnly(),
        request.cards(),
        subject,
        request.at());
  }

  private ReadMail mail(DigestRequest request) {
    return ReadMail.of(digests.assemble(fixture.plan(fixture.usualPool()), request));
  }
}
