package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Invitation;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.staff.StaffMember;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lets somebody sign in at the desk; again: with another role. Mails nothing.
@Command(
    name = "invite",
    description = "Lets somebody sign in at the desk; who is known gets this role. Mails nothing.",
    mixinStandardHelpOptions = true)
final class AdminInviteCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "ADDRESS", description = "Whose links are mailed there.")
  private String address = "";

  @Option(names = "--name", paramLabel = "N", description = "As the desk shows it.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "R",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Role role = Role.ADMIN;

  @Override
  public Integer call() {
    return switch (AddressCheck.check(address)) {
      case AddressCheck.Refused(String reason) -> throw new UsageException(reason);
      case AddressCheck.Ok(EmailAddress known) ->
          database.withEngine(InstantSource.system(), engine -> invite(engine, known));
    };
  }

  private int invite(Paperround engine, EmailAddress known) {
    Staff staff = engine.staff();
    String line =
        switch (staff.invite(known, name, role, Staff.CLI)) {
          case Invitation.Invited(StaffMember member) ->
              AdminCommand.line("admin-invite", member, "invited");
          case Invitation.Changed(StaffMember member) ->
              AdminCommand.line("admin-invite", member, "changed");
          case Invitation.Known(StaffMember member) ->
              AdminCommand.line("admin-invite", member, "known");
        };
    System.out.println("They sign in with their address at " + staff.signInUrl());
    System.out.println(line);
    return 0;
  }
}
