package org.paperround.digest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.paperround.edition.Edition;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.SubscriberId;

/// Everything that differs between two readers of one plan. `subject`: which of the edition's
/// subjects, from 0. `at` is the instant that the Date field and the greeting speak of: the claim's
/// when it is sent, the stored one when it is rendered again, so that the bytes are the same.
public record DigestRequest(
    Edition edition,
    SubscriberId subscriber,
    EmailAddress address,
    String name,
    ZoneId zone,
    boolean trackingConsent,
    boolean textOnly,
    List<Choice.ChosenCard> cards,
    int subject,
    Instant at) {
  public DigestRequest {
    cards = List.copyOf(cards);
  }

  /// The same, to another address.
  public DigestRequest to(EmailAddress other) {
    return new DigestRequest(
        edition, subscriber, other, name, zone, trackingConsent, textOnly, cards, subject, at);
  }
}
