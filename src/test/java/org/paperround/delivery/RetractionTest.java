package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperround.article.SourceId;
import org.paperround.bench.MailSink;
import org.paperround.edition.Card;
import org.paperround.edition.Edition;
import org.paperround.edition.StaffActor;
import org.paperround.mail.Relay;
import org.paperround.testing.RelayFixture;
import org.paperround.testing.TestDatabase;

/// A story that is taken back in the middle of a run is in no mail that starts after it: whole
/// sending nodes before a real SMTP server that keeps some mails waiting.
class RetractionTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int READERS = 300;
  private static final int BEFORE = 60;

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private final Semaphore answers = new Semaphore(BEFORE);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicBoolean retracted = new AtomicBoolean();
  private Press press;
  private MailSink sink;

  @BeforeEach
  void open() throws IOException {
    press = new Press(database.url());
    press.publish(8);
    sink = new MailSink(0, Duration.ZERO, this::take);
  }

  @AfterEach
  void close() throws IOException {
    answers.release(READERS);
    press.close();
    sink.close();
  }

  /// Who takes it back.
  private enum Who {
    AN_EDITOR,
    ITS_SOURCE
  }

  @ParameterizedTest
  @EnumSource(Who.class)
  void aStoryTakenBackInTheMiddleIsInNoMailThatStartsLater(Who who) throws Exception {
    press.crowd(READERS);
    Edition edition = press.send();
    Card lead = press.engine.editions().pool(edition.id()).frontPage().getFirst();
    press.start(2, Press.CONFIG, _ -> new Relay(RelayFixture.at(sink.port())).connect());
    press.start(1, Press.CONFIG, _ -> new Relay(RelayFixture.at(sink.port())).connect());
    await().atMost(LONG).until(() -> received.size() == BEFORE + 3);

    takeBack(who, edition, lead);

    // Three mails are on the wire. What had been claimed before goes back although it is not their
    // turn: from then on both nodes know, which takes them less than two seconds.
    await().atMost(LONG).until(() -> press.count("revision < 3 AND state = 1", edition.id()) == 3);
    retracted.set(true);
    answers.release(READERS);
    await().atMost(LONG).until(() -> press.account(edition).closed());

    assertThat(press.account(edition).sent()).isEqualTo(READERS);
    assertThat(received).extracting(Received::to).hasSize(READERS).doesNotHaveDuplicates();
    for (Received mail : received) {
      boolean shown = mail.says(lead.content().headline()) || mail.says(lead.content().url());
      assertThat(shown).as("shown to %s", mail.to()).isEqualTo(!mail.later());
    }
    assertThat(received.stream().filter(Received::later)).hasSize(READERS - BEFORE - 3);
    assertThat(press.count(lead.ordinal() + " = ANY(cards)", edition.id())).isEqualTo(BEFORE + 3L);
  }

  private void takeBack(Who who, Edition edition, Card lead) {
    switch (who) {
      case AN_EDITOR -> press.engine.editions().retract(edition.id(), lead.story(), StaffActor.CLI);
      case ITS_SOURCE -> {
        SourceId source = new SourceId(database.number("SELECT id FROM source"));
        press.execute(
            "UPDATE article SET external_id = 'cms-1' WHERE id = " + lead.article().value());
        assertThat(press.engine.articles().takeBack(source, null, "cms-1")).contains(true);
        press.engine.editions().tick(); // which listens to that, and comes every second anyway
      }
    }
    String by = who == Who.AN_EDITOR ? "cli" : "source the-courier";
    assertThat(
            database.number(
                "SELECT count(*) FROM staff_audit WHERE action = 'retracted a story' AND subject ="
                    + " 'edition "
                    + edition.id()
                    + "' AND actor = '"
                    + by
                    + "'"))
        .isEqualTo(1);
  }

  private void take(List<String> recipients, byte[] message) throws IOException {
    received.add(new Received(recipients.getFirst(), message, retracted.get()));
    try {
      answers.acquire();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /// A mail as the server had it; `later`: it came after the retraction was known everywhere.
  private record Received(String to, byte[] message, boolean later) {
    /// Whether a person, or whoever looks at its bytes, finds these words in it.
    boolean says(String words) throws IOException, MessagingException {
      MimeMessage mail =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
      return new String(message, StandardCharsets.UTF_8).contains(words)
          || mail.getSubject().contains(words)
          || text(mail).contains(words);
    }

    private static String text(Part part) throws IOException, MessagingException {
      Object content = part.getContent();
      if (content instanceof Multipart parts) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart one = parts.getBodyPart(i);
          all.append(text(one));
        }
        return all.toString();
      }
      return content.toString();
    }
  }
}
