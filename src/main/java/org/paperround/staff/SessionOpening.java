package org.paperround.staff;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.platform.crypto.Sha256;

/// Opens sessions, the same by whatever way somebody signs in; the audit log says which. Works in
/// the caller's transaction. Thread-safe.
final class SessionOpening {
  private final InstantSource clock;
  private final StaffConfig config;
  private final AuditLog audit;

  SessionOpening(InstantSource clock, StaffConfig config, AuditLog audit) {
    this.clock = clock;
    this.config = config;
    this.audit = audit;
  }

  /// Returns the token of a new session; `way`: how this person signed in, in words.
  String open(Handle handle, StaffMember member, String network, String way) {
    Instant now = clock.instant();
    String token = Secrets.next();
    handle
        .attach(SessionDao.class)
        .insert(Sha256.of(token), member.id().value(), now, now.plus(config.longest()), network);
    String address = member.address().toString();
    audit.write(
        handle, address, "signed in", address, Map.of(), Map.of("network", network, "by", way));
    return token;
  }
}
