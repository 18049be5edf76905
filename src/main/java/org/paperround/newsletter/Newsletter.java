package org.paperround.newsletter;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A standing offer to readers. `sendTime` on `sendDays` in `zone` is the cut-off of an edition and
/// when it is published. `lateLimit`: how long after its due time a digest may still leave;
/// `maxAge`: how much later than the cut-off a reader's own hour may be. Addresses are texts here,
/// because newsletter does not see mail; they were checked when the newsletter was stored. An alert
/// newsletter has no schedule: each story that breaks makes an edition, as `alerts` says. `sunset`
/// is for digests. `welcomeEdition`: who confirms gets the latest edition of a digest, too.
/// `archive`: anybody may read on the web what went out. `look` is the name of its [Theme].
/// `goodbye`: who leaves by an act of their own is told so by one last mail.
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
    Locale locale,
    AlertPolicy alerts,
    SunsetPolicy sunset,
    boolean welcomeEdition,
    boolean archive,
    boolean goodbye) {
  public enum Kind {
    DIGEST,
    ALERT
  }

  /// How many people have to approve an edition, and what becomes of one that they did not approve
  /// by its cut-off. Those with SKIP or two people and SEND are for digests: an alert has no
  /// cut-off to wait for.
  public enum Approval {
    AUTOMATIC(1, Unapproved.SEND),
    REQUIRED(1, Unapproved.HOLD),
    REQUIRED_OR_SKIP(1, Unapproved.SKIP),
    TWO_PEOPLE(2, Unapproved.HOLD),
    TWO_PEOPLE_OR_SKIP(2, Unapproved.SKIP),
    TWO_PEOPLE_OR_SEND(2, Unapproved.SEND);

    private final int people;
    private final Unapproved unapproved;

    Approval(int people, Unapproved unapproved) {
      this.people = people;
      this.unapproved = unapproved;
    }

    public int people() {
      return people;
    }

    public Unapproved unapproved() {
      return unapproved;
    }

    /// Whether alerts can be approved so.
    public boolean isForAlerts() {
      return this == AUTOMATIC || unapproved == Unapproved.HOLD;
    }
  }

  /// What becomes of an edition at its cut-off that was not approved.
  public enum Unapproved {
    SEND,
    HOLD,
    SKIP
  }

  /// What happens to a reader whose mail was handed over without an answer: sent again with the
  /// same Message-ID, or kept uncertain until a person decides.
  public enum UncertainPolicy {
    RESEND,
    HOLD
  }

  private static final Duration ALERTS_LATE = Duration.ofHours(2);

  public Newsletter {
    sendDays = Set.copyOf(sendDays);
  }

  /// `<morning-briefing.thecourier.example>`: the same for as long as the newsletter lives.
  public String listId() {
    String host = URI.create(portalUrl).getHost();
    String domain =
        host == null ? senderAddress.substring(senderAddress.lastIndexOf('@') + 1) : host;
    return "<" + slug + "." + domain.replaceFirst("^www\\.", "").toLowerCase(Locale.ROOT) + ">";
  }

  /// The same, but who confirms gets the latest edition, or does not.
  public Newsletter welcomingWithEdition(boolean latest) {
    return new Newsletter(
        id,
        slug,
        name,
        description,
        portalName,
        portalUrl,
        kind,
        active,
        sendTime,
        sendDays,
        zone,
        lateLimit,
        maxAge,
        frontPageSlots,
        minStories,
        maxStories,
        approval,
        uncertain,
        senderName,
        senderAddress,
        replyTo,
        postalAddress,
        look,
        locale,
        alerts,
        sunset,
        latest,
        archive,
        goodbye);
  }

  /// The same in another theme.
  public Newsletter looking(String theme) {
    return new Newsletter(
        id,
        slug,
        name,
        description,
        portalName,
        portalUrl,
        kind,
        active,
        sendTime,
        sendDays,
        zone,
        lateLimit,
        maxAge,
        frontPageSlots,
        minStories,
        maxStories,
        approval,
        uncertain,
        senderName,
        senderAddress,
        replyTo,
        postalAddress,
        theme,
        locale,
        alerts,
        sunset,
        welcomeEdition,
        archive,
        goodbye);
  }

  /// What alerts of the same portal are like at first: of one story each, and no news two hours
  /// later.
  public Newsletter alerting() {
    return alerting(slug, name, description);
  }

  /// The same under a name of its own.
  public Newsletter alerting(String ownSlug, String ownName, String ownDescription) {
    return new Newsletter(
        id,
        ownSlug,
        ownName,
        ownDescription,
        portalName,
        portalUrl,
        Kind.ALERT,
        active,
        sendTime,
        EnumSet.allOf(DayOfWeek.class),
        zone,
        ALERTS_LATE,
        maxAge,
        1,
        1,
        1,
        approval.isForAlerts() ? approval : Approval.REQUIRED,
        uncertain,
        senderName,
        senderAddress,
        replyTo,
        postalAddress,
        look,
        locale,
        alerts,
        SunsetPolicy.OFF,
        false,
        archive,
        goodbye);
  }
}
