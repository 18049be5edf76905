package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.ReadMail;
import org.paperround.subscriber.SubscriberId;
import org.paperround.subscriber.SuppressionReason;

/// Whatever a reader does, in whatever order, the consent records alone tell the present state:
/// that is what makes them a proof.
class ConsentHistoryTest {
  private static final Pattern LINK = Pattern.compile("https://news\\.example(/c/[\\w-]+)");

  @RegisterExtension final Site site = new Site();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theRecordsTellTheState(long seed) {
    Random random = new Random(seed);
    List<String> done = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      done.add(act(random));
      assertThat(replayed()).as("after %s", done).isEqualTo(present());
    }
  }

  private String act(Random random) {
    List<String> links = confirmationLinks();
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        site.clock.advance(java.time.Duration.ofHours(random.nextInt(12)));
        site.post("/sign-up", "newsletter=morning-briefing&address=anna%40reader.example");
        return "sign-up";
      }
      case 2, 3 -> {
        if (!links.isEmpty()) {
          site.post(links.get(random.nextInt(links.size())), "");
        }
        return "confirm";
      }
      case 4 -> {
        anna().ifPresent(id -> site.post(site.unsubscribePath(id), "List-Unsubscribe=One-Click"));
        return "one-click";
      }
      case 5 -> {
        anna().ifPresent(id -> site.suppress(id, SuppressionReason.HARD_BOUNCE));
        return "bounce";
      }
      case 6 -> {
        if (random.nextInt(6) == 0) {
          anna().ifPresent(id -> site.suppress(id, SuppressionReason.COMPLAINT));
          return "complaint";
        }
        return "nothing";
      }
      default -> {
        String tracking = random.nextBoolean() ? "&tracking=yes" : "";
        anna().ifPresent(id -> site.post(site.preferencesPath(id), "day=1" + tracking));
        return "preferences" + tracking;
      }
    }
  }

  /// What the records say, read from first to last.
  private String replayed() {
    String subscription = "none";
    String suppression = "none";
    boolean tracking = false;
    for (String record : anna().map(site::records).orElse(List.of())) {
      switch (record.split(" ")[0]) {
        // asked by someone who bounced: the subscription stands, the suppression until confirmed
        case "requested" ->
            subscription = subscription.equals("confirmed") ? subscription : "pending";
        case "confirmed" -> subscription = "confirmed";
        case "ended" -> subscription = "ended";
        case "suppressed" -> suppression = record.split(" ")[1];
        case "unsuppressed" -> suppression = "none";
        case "tracking_granted" -> tracking = true;
        case "tracking_withdrawn" -> tracking = false;
        default -> assertThat(record).startsWith("changed");
      }
    }
    return subscription + " " + suppression + " " + tracking;
  }

  private String present() {
    return anna()
        .map(id ->
            site.database
                .get()
                .jdbi()
                .withHandle(handle ->
                    handle
                        .createQuery(
                            """
                            SELECT subscription_state || ' ' || coalesce(suppression_reason, 'none') || ' '
                              || tracking_consent
                            FROM recipient WHERE subscriber_id = :id
                            """)
                        .bind("id", id.value())
                        .mapTo(String.class)
                        .one()))
        .orElse("none none false");
  }

  private java.util.Optional<SubscriberId> anna() {
    return site.subscribers().byAddress(new EmailAddress("anna", "reader.example"));
  }

  private List<String> confirmationLinks() {
    return site
        .database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT message FROM outbox_mail WHERE kind = 'confirm' ORDER BY id")
                .mapTo(byte[].class)
                .list())
        .stream()
        .map(ReadMail::parse)
        .map(mail -> LINK.matcher(mail.text()))
        .filter(Matcher::find)
        .map(link -> link.group(1))
        .toList();
  }
}
