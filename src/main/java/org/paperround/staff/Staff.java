package org.paperround.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.database.Database;
import org.paperround.platform.template.Templates;
import org.paperround.staff.openid.OpenIdProvider;
import org.paperround.staff.openid.OpenIdStart;

/// Editors and operators: who they are, what they may do, how they sign in, and what they did. The
/// facade of this package.
///
/// There are no passwords: a link by mail, good for ten minutes, once, and in the browser that
/// asked for it, opens a session; so does an OpenID Connect provider's word, where one is
/// configured, within the same bounds. Of tokens only hashes are stored. A session ends when it is
/// not used for long, at its absolute end, when somebody ends it, and when its member is
/// deactivated; the role that counts is always the present one. Thread-safe.
public final class Staff {
  /// Who acts at the shell, in the audit log.
  public static final String CLI = "cli";

  /// How long a link works.
  public static final Duration LINK_LIFETIME = Duration.ofMinutes(10);

  /// A session's last use is written no more often.
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  private static final Duration LINKS_KEPT = Duration.ofDays(1);
  private static final Duration SESSIONS_KEPT = Duration.ofDays(30);

  private final Database database;
  private final InstantSource clock;
  private final StaffConfig config;
  private final AuditLog audit;
  private final Members members;
  private final SignIns signIns;
  private final Optional<OpenIdSignIns> openId;

  public Staff(
      Database database,
      InstantSource clock,
      Outbox outbox,
      Templates templates,
      StaffConfig config) {
    this.database = database;
    this.clock = clock;
    this.config = config;
    this.audit = new AuditLog(clock);
    this.members = new Members(clock, audit);
    SessionOpening sessions = new SessionOpening(clock, config, audit);
    SignInMails mails = new SignInMails(outbox, templates, config);
    this.signIns = new SignIns(clock, mails, config, audit, sessions);
    this.openId =
        Optional.ofNullable(config.openId())
            .map(asked -> new OpenIdProvider(asked, config.openIdReturnUrl(), clock))
            .map(provider -> new OpenIdSignIns(database, clock, provider, sessions));
  }

  /// The public address of the page that signs people in.
  public String signInUrl() {
    return config.signInUrl();
  }

  /// How long a session can last.
  public Duration longestSession() {
    return config.longest();
  }

  /// Lets somebody sign in from now on; mails nothing. Idempotent: who is known has this role, and
  /// this name unless it is empty, afterwards.
  public Invitation invite(EmailAddress address, String name, Role role, String actor) {
    return database.inTransaction(
        handle -> members.invite(handle, address, name, role, actor, true));
  }

  /// As [#invite], for who does not know of others who invite at the same moment: who can sign in
  /// already stays as they are, and is [Invitation.Known].
  public Invitation inviteAnew(EmailAddress address, String name, Role role, String actor) {
    return database.inTransaction(
        handle -> members.invite(handle, address, name, role, actor, false));
  }

  /// Everybody, also who may not sign in any more, by address.
  public List<StaffMember> members() {
    return database.jdbi().withExtension(StaffMemberDao.class, StaffMemberDao::all).stream()
        .map(MemberRow::member)
        .toList();
  }

  public Optional<StaffMember> member(StaffId id) {
    return database
        .jdbi()
        .withExtension(StaffMemberDao.class, dao -> dao.find(id.value()))
        .map(MemberRow::member);
  }

  public Optional<StaffMember> byAddress(EmailAddress address) {
    return database
        .jdbi()
        .withExtension(StaffMemberDao.class, dao -> dao.byKey(address.key()))
        .map(MemberRow::member);
  }

  /// Gives another role than `was`, at once for those who are signed in. Refused where no admin
  /// would be left, and, so that two do not undo each other, where the person has another role by
  /// now, or may not sign in any more. Of several changes of members one comes after the other.
  public StaffChange giveRole(StaffId id, Role was, Role role, String actor) {
    return database.inTransaction(handle -> members.role(handle, id, was, role, actor));
  }

  /// This person, of whatever role, may not sign in any more; ends all their sessions. Refused
  /// where no admin would be left.
  public StaffChange deactivate(StaffId id, String actor) {
    return database.inTransaction(handle -> members.deactivate(handle, id, actor, false));
  }

  /// As [#deactivate], also of the last admin: for the shell, which can invite anew.
  public StaffChange revoke(EmailAddress address, String actor) {
    return byAddress(address)
        .map(known ->
            database.<StaffChange, RuntimeException>inTransaction(
                handle -> members.deactivate(handle, known.id(), actor, true)))
        .orElseGet(StaffChange.Unknown::new);
  }

  /// Mails a link, if this is somebody who may sign in and did not ask too often. Whoever asks does
  /// not learn which: nothing is returned, and the work is the same.
  public void ask(SignInRequest request) {
    database.useTransaction(handle -> signIns.ask(handle, request));
  }

  /// The token of a link that nobody mails, for whoever is at the shell: good for `lifetime`, once,
  /// in any browser. Empty when this is nobody who may sign in.
  public Optional<String> handOut(EmailAddress address, Duration lifetime, String actor) {
    return database.inTransaction(handle -> signIns.handOut(handle, address, lifetime, actor));
  }

  /// What a link would do in this browser, without doing it.
  public SignInLink link(String token, String browserSecret) {
    return database.inTransaction(handle -> signIns.look(handle, token, browserSecret));
  }

  /// Opens a session by a link, once.
  public SignInOutcome signIn(String token, String browserSecret, String network) {
    return database.inTransaction(handle -> signIns.use(handle, token, browserSecret, network));
  }

  /// How the provider is called by which one can sign in, too; empty where none is configured.
  public Optional<String> openIdName() {
    return openId.map(OpenIdSignIns::name);
  }

  /// Where a browser has to go to sign in with the provider; `back`: handed out again when it is
  /// done. May wait for the provider.
  ///
  /// @throws NoSuchElementException when no provider is configured
  public OpenIdStart askOpenId(String browserSecret, String back) {
    return openId.orElseThrow().ask(browserSecret, back);
  }

  /// Opens a session by the provider's word, for who was invited and nobody else; `query`: the
  /// parameters with which it sent the browser back. Each sign-in that was begun ends here once,
  /// well or not. May wait for the provider.
  ///
  /// @throws NoSuchElementException when no provider is configured
  public OpenIdOutcome signInByOpenId(
      Map<String, List<String>> query, String browserSecret, String network) {
    return openId.orElseThrow().signIn(query, browserSecret, network);
  }

  /// The live session of this token, of a member who may sign in; it counts as used now.
  public Optional<StaffSession> session(String token) {
    Instant now = clock.instant();
    return database.inTransaction(handle -> {
      Optional<StaffSession> found = live(handle, token, now);
      found.ifPresent(session ->
          handle.attach(SessionDao.class).seen(session.id().value(), now, now.minus(SEEN_EVERY)));
      return found;
    });
  }

  /// As [#session], but it does not count as used: for what an open page asks by itself.
  public Optional<StaffSession> sessionUnasked(String token) {
    return database.inTransaction(handle -> live(handle, token, clock.instant()));
  }

  private Optional<StaffSession> live(Handle handle, String token, Instant now) {
    return handle
        .attach(SessionDao.class)
        .live(Sha256.of(token), now, idleSince(now))
        .flatMap(row ->
            handle
                .attach(StaffMemberDao.class)
                .find(row.memberId())
                .map(MemberRow::member)
                .filter(StaffMember::active)
                .map(row::of));
  }

  /// The live sessions of a member, the last used first.
  public List<StaffSession> sessions(StaffMember member) {
    Instant now = clock.instant();
    return database
        .jdbi()
        .withExtension(
            SessionDao.class, dao -> dao.liveOf(member.id().value(), now, idleSince(now)))
        .stream()
        .map(row -> row.of(member))
        .toList();
  }

  private Instant idleSince(Instant now) {
    return now.minus(config.idle());
  }

  /// Ends one session of this member; false when there is no such one.
  public boolean end(StaffMember member, SessionId session, String actor) {
    return database.inTransaction(handle -> {
      int ended =
          handle
              .attach(SessionDao.class)
              .end(session.value(), member.id().value(), clock.instant());
      return ended(handle, member, actor, ended) == 1;
    });
  }

  /// Signs a member out everywhere; returns from how many browsers.
  public int endAll(StaffMember member, String actor) {
    return database.inTransaction(handle ->
        ended(
            handle,
            member,
            actor,
            handle.attach(SessionDao.class).endAll(member.id().value(), clock.instant())));
  }

  private int ended(Handle handle, StaffMember member, String actor, int sessions) {
    if (sessions > 0) {
      String address = member.address().toString();
      audit.write(handle, actor, "signed out", address, Map.of(), Map.of("sessions", sessions));
    }
    return sessions;
  }

  /// Writes who did what, in the caller's transaction: both are there, or neither is. `subject`:
  /// what was changed, in a form that is always the same (`edition 12`, an address); `before`,
  /// `after`: what differs, as JSON values. Every change is audited so (docs/adr/0031).
  ///
  /// @throws NotAuditedException when the log takes no entry; the transaction must not commit then
  public void audit(
      Handle handle,
      String actor,
      String action,
      String subject,
      Map<String, ?> before,
      Map<String, ?> after) {
    audit.write(handle, actor, action, subject, before, after);
  }

  /// Writes who looked at what, for what changes nothing: before the answer is given. `how`: what
  /// there is to say of it, as JSON values.
  ///
  /// @throws NotAuditedException when the log takes no entry; nothing may be shown then
  public void looked(String actor, String action, String subject, Map<String, ?> how) {
    try {
      database.useTransaction(handle -> audit.write(handle, actor, action, subject, Map.of(), how));
    } catch (JdbiException e) {
      throw new NotAuditedException(e);
    }
  }

  /// The latest of these acts with a smaller id than `before`, the newest first.
  public List<AuditEntry> audited(Audited which, long before, int most) {
    return database
        .jdbi()
        .withExtension(
            AuditDao.class,
            dao ->
                switch (which) {
                  case Audited.All() -> dao.latest(before, most);
                  case Audited.Of(String subject) -> dao.latestOf(subject, before, most);
                  case Audited.By(String actor) -> dao.latestBy(actor, before, most);
                });
  }

  /// Which acts are asked for.
  public sealed interface Audited {
    record All() implements Audited {}

    /// On this subject, as [#audit] was given it.
    record Of(String subject) implements Audited {}

    record By(String actor) implements Audited {}
  }

  /// Removes links and sign-ins with the provider a day after their end, sessions a month after
  /// theirs, and who had what open; returns how many. Idempotent.
  public int forgetSpent(Instant now) {
    return database.inTransaction(handle ->
        handle.attach(SignInDao.class).deleteBefore(now.minus(LINKS_KEPT))
            + handle.attach(OpenIdDao.class).deleteBefore(now.minus(LINKS_KEPT))
            + handle.attach(PresenceDao.class).deleteBefore(now.minus(Presence.LASTS))
            + handle.attach(SessionDao.class).deleteBefore(now.minus(SESSIONS_KEPT)));
  }
}
