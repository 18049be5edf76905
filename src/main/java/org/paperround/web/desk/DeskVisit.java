package org.paperround.web.desk;

import org.paperround.edition.StaffActor;
import org.paperround.staff.Role;
import org.paperround.staff.StaffMember;
import org.paperround.staff.StaffSession;

/// Who asks for a page of the desk, once the door has let them in. `csrf` goes into every form of
/// the page, as the field `csrf`.
record DeskVisit(StaffSession session, String csrf) {
  StaffMember member() {
    return session.member();
  }

  Role role() {
    return member().role();
  }

  boolean allows(Role needed) {
    return role().allows(needed);
  }

  /// For the diary of an edition.
  StaffActor actor() {
    return new StaffActor(name());
  }

  /// For the audit log.
  String name() {
    return member().address().toString();
  }
}
