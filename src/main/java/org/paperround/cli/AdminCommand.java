package org.paperround.cli;

import org.paperround.staff.StaffMember;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Who may sign in at the desk.
@Command(
    name = "admin",
    description = "Says who may sign in at the desk, and as what.",
    mixinStandardHelpOptions = true,
    subcommands = {AdminInviteCommand.class, AdminListCommand.class, AdminRevokeCommand.class})
final class AdminCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do with the staff: invite, list or revoke.");
  }

  /// The last line about somebody.
  static String line(String command, StaffMember member, String outcome) {
    return command
        + " id="
        + member.id()
        + " role="
        + EditionText.lower(member.role())
        + " active="
        + member.active()
        + " outcome="
        + outcome;
  }
}
