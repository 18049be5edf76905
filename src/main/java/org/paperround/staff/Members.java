package org.paperround.staff;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;

/// Who may sign in, and as what. Works in the caller's transaction; each change is audited.
final class Members {
  private static final int LONGEST_NAME = 100;

  private final InstantSource clock;
  private final AuditLog audit;

  Members(InstantSource clock, AuditLog audit) {
    this.clock = clock;
    this.audit = audit;
  }

  /// `again`: who can sign in already is changed, too.
  Invitation invite(
      Handle handle, EmailAddress address, String name, Role role, String actor, boolean again) {
    StaffMemberDao members = handle.attach(StaffMemberDao.class);
    members.lock();
    Optional<StaffMember> known = members.byKey(address.key()).map(MemberRow::member);
    String shown = cleaned(name);
    if (known.isEmpty()) {
      return new Invitation.Invited(add(handle, address, shown, role, actor));
    }
    StaffMember before = known.get();
    String kept = shown.isEmpty() ? before.name() : shown;
    boolean same = before.role() == role && before.name().equals(kept);
    return before.active() && (same || !again)
        ? new Invitation.Known(before)
        : new Invitation.Changed(change(handle, before, kept, role, true, actor));
  }

  private StaffMember add(
      Handle handle, EmailAddress address, String name, Role role, String actor) {
    Instant now = clock.instant();
    StaffMemberDao members = handle.attach(StaffMemberDao.class);
    long id = members.insert(address.toString(), address.key(), name, role.word(), now, actor);
    StaffMember added = members.find(id).orElseThrow().member();
    audit.write(handle, actor, "invited", address.toString(), Map.of(), said(added));
    return added;
  }

  /// Nothing but the role is changed, and that only of somebody who may sign in and `was` this.
  StaffChange role(Handle handle, StaffId id, Role was, Role role, String actor) {
    Optional<StaffMember> known = locked(handle, id);
    if (known.isEmpty()) {
      return new StaffChange.Unknown();
    }
    StaffMember before = known.get();
    if (before.active() && before.role() == role) {
      return new StaffChange.Same(before);
    }
    if (!before.active() || before.role() != was) {
      return new StaffChange.Overtaken(before);
    }
    return isLastAdmin(handle, before)
        ? new StaffChange.LastAdmin()
        : new StaffChange.Done(change(handle, before, before.name(), role, true, actor));
  }

  /// `lastMayGo`: whoever works at the shell can invite anew.
  StaffChange deactivate(Handle handle, StaffId id, String actor, boolean lastMayGo) {
    Optional<StaffMember> known = locked(handle, id);
    if (known.isEmpty()) {
      return new StaffChange.Unknown();
    }
    StaffMember before = known.get();
    if (!before.active()) {
      return new StaffChange.Same(before);
    }
    return !lastMayGo && isLastAdmin(handle, before)
        ? new StaffChange.LastAdmin()
        : new StaffChange.Done(change(handle, before, before.name(), before.role(), false, actor));
  }

  /// As they are when nobody else changes a member before the transaction ends.
  private static Optional<StaffMember> locked(Handle handle, StaffId id) {
    StaffMemberDao members = handle.attach(StaffMemberDao.class);
    members.lock();
    return members.find(id.value()).map(MemberRow::member);
  }

  private static boolean isLastAdmin(Handle handle, StaffMember member) {
    return member.active()
        && member.role() == Role.ADMIN
        && !handle.attach(StaffMemberDao.class).anotherAdmin(member.id().value());
  }

  private StaffMember change(
      Handle handle, StaffMember before, String name, Role role, boolean active, String actor) {
    StaffMemberDao members = handle.attach(StaffMemberDao.class);
    long id = before.id().value();
    members.change(id, name, role.word(), active);
    if (!active) {
      handle.attach(SessionDao.class).endAll(id, clock.instant());
    }
    StaffMember after = members.find(id).orElseThrow().member();
    audit.write(handle, actor, "changed", after.address().toString(), said(before), said(after));
    return after;
  }

  private static Map<String, Object> said(StaffMember member) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("name", member.name());
    said.put("role", member.role().word());
    said.put("active", member.active());
    return said;
  }

  /// One line of a bearable length.
  private static String cleaned(String name) {
    String line = name.strip().replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]+", " ");
    return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME).strip() : line;
  }
}
