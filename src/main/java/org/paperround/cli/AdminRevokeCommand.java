package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffChange;
import org.paperround.staff.StaffMember;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lets somebody sign in no more, and ends their sessions. Exit 0: so it is now; 1: nobody of ours.
@Command(
    name = "revoke",
    description = "Lets somebody sign in no more, and ends all their sessions at once.",
    mixinStandardHelpOptions = true)
final class AdminRevokeCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "ADDRESS", description = "Who was invited.")
  private String address = "";

  @Override
  public Integer call() {
    return switch (AddressCheck.check(address)) {
      case AddressCheck.Refused(String reason) -> throw new UsageException(reason);
      case AddressCheck.Ok(EmailAddress known) ->
          database.withEngine(InstantSource.system(), engine -> revoke(engine, known));
    };
  }

  private static int revoke(Paperround engine, EmailAddress known) {
    return switch (engine.staff().revoke(known, Staff.CLI)) {
      case StaffChange.Done(StaffMember member) -> say(member, "revoked");
      case StaffChange.Same(StaffMember member) -> say(member, "known");
      case StaffChange.Unknown(), StaffChange.LastAdmin(), StaffChange.Overtaken _ -> {
        System.err.println("Nobody was invited with this address.");
        yield 1;
      }
    };
  }

  private static int say(StaffMember member, String outcome) {
    System.out.println(AdminCommand.line("admin-revoke", member, outcome));
    return 0;
  }
}
