package org.paperround.staff;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.database.Database;
import org.paperround.staff.openid.OpenIdAnswer;
import org.paperround.staff.openid.OpenIdFault;
import org.paperround.staff.openid.OpenIdProvider;
import org.paperround.staff.openid.OpenIdSecrets;
import org.paperround.staff.openid.OpenIdStart;

/// Signing in by the word of a provider: begun in one browser, and ended in it once. The provider
/// says whose address it is; whether that is staff is said here. No transaction is open while it is
/// asked. Thread-safe.
final class OpenIdSignIns {
  private final Database database;
  private final InstantSource clock;
  private final OpenIdProvider provider;
  private final SessionOpening sessions;

  OpenIdSignIns(
      Database database, InstantSource clock, OpenIdProvider provider, SessionOpening sessions) {
    this.database = database;
    this.clock = clock;
    this.provider = provider;
    this.sessions = sessions;
  }

  String name() {
    return provider.name();
  }

  OpenIdStart ask(String browserSecret, String back) {
    String state = Secrets.next();
    OpenIdStart start = provider.start(OpenIdSecrets.of(state, browserSecret));
    if (start instanceof OpenIdStart.Leads) {
      Instant now = clock.instant();
      database.useTransaction(handle ->
          handle
              .attach(OpenIdDao.class)
              .insert(
                  Sha256.of(state),
                  Sha256.of(browserSecret),
                  back,
                  now,
                  now.plus(Staff.LINK_LIFETIME)));
    }
    return start;
  }

  OpenIdOutcome signIn(Map<String, List<String>> query, String browserSecret, String network) {
    List<String> states = query.getOrDefault("state", List.of());
    String state = states.size() == 1 ? states.getFirst() : "";
    return switch (end(state, browserSecret)) {
      case Ended.Not(OpenIdFault fault) -> new OpenIdOutcome.Refused(fault, "", "");
      case Ended.Now(String back) ->
          switch (provider.answer(query, OpenIdSecrets.of(state, browserSecret))) {
            case OpenIdAnswer.Failed(OpenIdFault fault, String address) ->
                new OpenIdOutcome.Refused(fault, address, back);
            case OpenIdAnswer.Person(EmailAddress address) ->
                database.inTransaction(handle -> open(handle, address, back, network));
          };
    };
  }

  /// What became of a sign-in that was begun.
  private sealed interface Ended {
    record Now(String back) implements Ended {}

    record Not(OpenIdFault fault) implements Ended {}
  }

  /// Before the provider is asked, so that a code that was seen by others is no use to them.
  private Ended end(String state, String browserSecret) {
    Instant now = clock.instant();
    byte[] hash = Sha256.of(state);
    byte[] browser = Sha256.of(browserSecret);
    return database.inTransaction(handle -> {
      OpenIdDao begun = handle.attach(OpenIdDao.class);
      Optional<OpenIdDao.Begun> found = begun.find(hash, browser, now);
      if (found.isPresent() && !found.get().rightBrowser()) {
        return new Ended.Not(OpenIdFault.OTHER_BROWSER);
      }
      return found.isPresent() && begun.use(hash, browser, now) == 1
          ? new Ended.Now(found.get().back())
          : new Ended.Not(OpenIdFault.OLD);
    });
  }

  /// The same answer to who was never invited and to who may not sign in any more.
  private OpenIdOutcome open(Handle handle, EmailAddress address, String back, String network) {
    Optional<StaffMember> member =
        handle.attach(StaffMemberDao.class).lockActive(address.key()).map(MemberRow::member);
    if (member.isEmpty()) {
      return new OpenIdOutcome.Refused(OpenIdFault.NOT_INVITED, address.toString(), back);
    }
    String way = "OpenID Connect, " + provider.issuer();
    String token = sessions.open(handle, member.get(), network, way);
    return new OpenIdOutcome.SignedIn(token, member.get(), back);
  }
}
