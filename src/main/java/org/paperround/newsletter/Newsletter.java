package org.paperround.newsletter;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/// A standing offer to readers. `sendTime` on `sendDays` in `zone` is the cut-off of an edition and
/// when it is published. `lateLimit`: how long after its due time a digest may still leave;
/// `maxAge`: how much later than the cut-off a reader's own hour may be. Addresses are texts here,
/// because newsletter does not see mail; they were checked when the newsletter was stored.
public record Newsletter(
    NewsletterId id,
    String slug,
    String name,
    String description,
    String portalName,
    String portalUrl,
    Kind kind,
    boolean active,
    LocalTime sendTime,
    Set<DayOfWeek> sendDays,
    ZoneId zone,
    Duration lateLimit,
    Duration maxAge,
    int frontPageSlots,
    int minStories,
    int maxStories,
    Approval approval,
    UncertainPolicy uncertain,
    String senderName,
    String senderAddress,
    String replyTo,
    String postalAddress,
    String look,
    Locale locale) {
  public enum Kind {
    DIGEST,
    ALERT
  }

  /// `AUTOMATIC`: goes out at the cut-off as it stands; `REQUIRED`: an edition nobody approved is
  /// held.
  public enum Approval {
    AUTOMATIC,
    REQUIRED
  }

  /// What happens to a reader whose mail was handed over without an answer: sent again with the
  /// same Message-ID, or kept uncertain until a person decides.
  public enum UncertainPolicy {
    RESEND,
    HOLD
  }

  public Newsletter {
    sendDays = Set.copyOf(sendDays);
  }
}
