package org.paperround.subscriber.lists;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.template.Templates;
import org.paperround.subscriber.Preferences;
import org.paperround.subscriber.Provenance;
import org.paperround.subscriber.ReaderLinks;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.Subscribers;
import org.paperround.subscriber.lists.ListImport.Refusal;
import org.paperround.subscriber.lists.ListImport.Result;
import org.paperround.testing.TestDatabase;

/// An engine's readers on a database of their own, and lists that are run for them.
abstract class ListImportFixture {
  static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  static final NewsletterId BRIEFING = new NewsletterId(1);
  static final Provenance PAGE = new Provenance("link", NOW, null, null);

  @RegisterExtension final TestDatabase database = new TestDatabase();

  final List<String> refused = new ArrayList<>();
  Subscribers subscribers;
  Outbox outbox;
  Newsletter newsletter;

  @BeforeEach
  void open() {
    TokenSigner signer = new TokenSigner(new Keyring(Map.of(1, new byte[32])));
    Newsletters newsletters = new Newsletters(database.get());
    outbox = new Outbox(database.get(), () -> NOW, "news.example", "newsroom");
    newsletter = newsletters.get(BRIEFING);
    subscribers =
        new Subscribers(
            database.get(),
            newsletters,
            outbox,
            new Templates(null),
            signer,
            new ReaderLinks(signer, URI.create("https://news.example"), "news.example"));
  }

  SubscriberId id(String address) {
    return subscribers.byAddress(EmailAddress.of(address)).orElseThrow();
  }

  Result run(String list) throws IOException {
    return run(list, ListPreset.PAPERROUND, Map.of(), false, false);
  }

  Result run(byte[] list) throws IOException {
    return run(list, ListPreset.PAPERROUND, Map.of(), false, false);
  }

  Result run(
      String list,
      ListPreset preset,
      Map<ColumnMapping.Field, String> columns,
      boolean askOthers,
      boolean dryRun)
      throws IOException {
    return run(list.getBytes(StandardCharsets.UTF_8), preset, columns, askOthers, dryRun);
  }

  Result run(
      byte[] list,
      ListPreset preset,
      Map<ColumnMapping.Field, String> columns,
      boolean askOthers,
      boolean dryRun)
      throws IOException {
    return new ListImport(subscribers, () -> NOW)
        .run(
            new ByteArrayInputStream(list),
            new ListImport.Request(newsletter, preset, columns, "a test", askOthers, dryRun),
            (Refusal refusal) -> refused.add(refusal.line() + " " + refusal.reason()));
  }

  Preferences preferences(String address) {
    return subscribers
        .preferences(subscribers.byAddress(EmailAddress.of(address)).orElseThrow(), BRIEFING)
        .orElseThrow();
  }

  String text(String query) {
    return database
        .get()
        .jdbi()
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
  }
}
