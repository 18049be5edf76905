package org.paperround.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.TransactionalMail;
import org.paperround.platform.crypto.Sha256;

/// Links that sign in: asked for, looked at, used once. Works in the caller's transaction.
/// Thread-safe.
final class SignIns {
  private static final Duration COUNTED = Duration.ofHours(1);

  /// In the place of a browser's hash, for a link that no browser asked for.
  private static final byte[] ANY_BROWSER = Sha256.of("any browser");

  private final InstantSource clock;
  private final SignInMails mails;
  private final StaffConfig config;
  private final AuditLog audit;
  private final SessionOpening sessions;

  SignIns(
      InstantSource clock,
      SignInMails mails,
      StaffConfig config,
      AuditLog audit,
      SessionOpening sessions) {
    this.clock = clock;
    this.mails = mails;
    this.config = config;
    this.audit = audit;
    this.sessions = sessions;
  }

  /// Does the same work whoever asks; a mail goes to an active member only.
  void ask(Handle handle, SignInRequest request) {
    Instant now = clock.instant();
    SignInDao links = handle.attach(SignInDao.class);
    Optional<MemberRow> member =
        handle.attach(StaffMemberDao.class).lockActive(request.address().key());
    long id = member.map(MemberRow::id).orElse(0L);
    boolean mailed =
        links.countSince(id, now.minus(COUNTED)) < config.linksPerAddress() && member.isPresent();
    String token = Secrets.next();
    TransactionalMail mail = mails.make(addressed(request, member), token, Staff.LINK_LIFETIME);
    links.insert(
        Sha256.of(token),
        Sha256.of(request.browserSecret()),
        mailed ? id : null,
        request.back(),
        now,
        now.plus(Staff.LINK_LIFETIME));
    if (mailed) {
      mails.enqueue(handle, mail);
    }
  }

  /// The mail goes where the invitation said, not to what was typed, which may be written
  /// otherwise.
  private static SignInRequest addressed(SignInRequest request, Optional<MemberRow> member) {
    return new SignInRequest(
        member.map(row -> row.member().address()).orElse(request.address()),
        request.browserSecret(),
        request.back(),
        request.locale());
  }

  /// As [Staff#handOut].
  Optional<String> handOut(Handle handle, EmailAddress address, Duration lifetime, String actor) {
    Optional<MemberRow> member = handle.attach(StaffMemberDao.class).lockActive(address.key());
    return member.map(row -> {
      Instant now = clock.instant();
      String token = Secrets.next();
      handle
          .attach(SignInDao.class)
          .insert(Sha256.of(token), ANY_BROWSER, row.id(), "/desk", now, now.plus(lifetime));
      audit.write(
          handle,
          actor,
          "handed out a link",
          row.member().address().toString(),
          Map.of(),
          Map.of("until", now.plus(lifetime).toString()));
      return token;
    });
  }

  SignInLink look(Handle handle, String token, String browserSecret) {
    Optional<SignInDao.Link> link =
        handle
            .attach(SignInDao.class)
            .find(Sha256.of(token), Sha256.of(browserSecret), ANY_BROWSER, clock.instant());
    Optional<StaffMember> member = link.flatMap(found -> active(handle, found.memberId()));
    if (link.isEmpty() || member.isEmpty()) {
      return new SignInLink.Refused(LinkFault.EXPIRED);
    }
    return fault(link.get())
        .<SignInLink>map(SignInLink.Refused::new)
        .orElseGet(() -> new SignInLink.Ready(member.get(), link.get().back()));
  }

  private static Optional<LinkFault> fault(SignInDao.Link link) {
    if (link.used()) {
      return Optional.of(LinkFault.USED);
    }
    if (link.expired()) {
      return Optional.of(LinkFault.EXPIRED);
    }
    return link.rightBrowser() ? Optional.empty() : Optional.of(LinkFault.OTHER_BROWSER);
  }

  private static Optional<StaffMember> active(Handle handle, long member) {
    return handle
        .attach(StaffMemberDao.class)
        .find(member)
        .map(MemberRow::member)
        .filter(StaffMember::active);
  }

  SignInOutcome use(Handle handle, String token, String browserSecret, String network) {
    return switch (look(handle, token, browserSecret)) {
      case SignInLink.Refused(LinkFault fault) -> new SignInOutcome.Refused(fault);
      case SignInLink.Ready(StaffMember member, String back) -> {
        byte[] hash = Sha256.of(token);
        byte[] browser = Sha256.of(browserSecret);
        boolean first =
            handle.attach(SignInDao.class).use(hash, browser, ANY_BROWSER, clock.instant()) == 1;
        yield first
            ? new SignInOutcome.SignedIn(
                sessions.open(handle, member, network, "a link"), member, back)
            : new SignInOutcome.Refused(LinkFault.USED);
      }
    };
  }
}
