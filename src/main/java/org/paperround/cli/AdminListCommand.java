package org.paperround.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffMember;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists who may sign in at the desk, or could.
@Command(
    name = "list",
    description = "Lists who may sign in at the desk, and who may not any more.",
    mixinStandardHelpOptions = true)
final class AdminListCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), AdminListCommand::list);
  }

  private static int list(Paperround engine) {
    Staff staff = engine.staff();
    List<StaffMember> members = staff.members();
    for (StaffMember member : members) {
      System.out.println(
          String.join(
              "\t",
              member.address().toString(),
              member.name(),
              EditionText.lower(member.role()),
              member.active() ? "active" : "not active",
              staff.sessions(member).size() + " sessions"));
    }
    System.out.println(
        "admin-list members="
            + members.size()
            + " active="
            + members.stream().filter(StaffMember::active).count());
    return 0;
  }
}
