package org.paperround.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

/// Two admins who change members in the same moment: each waits for the other's transaction, which
/// is under way, and then decides on what that left.
class MembersAtOnceTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");

  @RegisterExtension final TestDatabase database = new TestDatabase();

  private Members members;
  private StaffMember ann;
  private StaffMember bob;
  private StaffMember eve;

  @BeforeEach
  void staff() {
    members = new Members(new SettableClock(NOW), new AuditLog(new SettableClock(NOW)));
    ann = invited("ann", Role.ADMIN);
    bob = invited("bob", Role.ADMIN);
    eve = invited("eve", Role.EDITOR);
  }

  @Test
  void aDeactivationIsNotTakenBackByARoleThatWasChosenBefore() {
    StaffChange second =
        whileUnderWay(
            handle -> members.deactivate(handle, eve.id(), "ann", false),
            handle -> members.role(handle, eve.id(), Role.EDITOR, Role.PUBLISHER, "bob"));

    assertThat(second).isEqualTo(new StaffChange.Overtaken(stored(eve)));
    assertThat(stored(eve).active()).isFalse();
    assertThat(stored(eve).role()).isEqualTo(Role.EDITOR);
    assertThat(changes()).containsExactly("ann");
  }

  @Test
  void aRoleIsNotTakenBackByADeactivation() {
    StaffChange second =
        whileUnderWay(
            handle -> members.role(handle, eve.id(), Role.EDITOR, Role.VIEWER, "ann"),
            handle -> members.deactivate(handle, eve.id(), "bob", false));

    assertThat(second).isEqualTo(new StaffChange.Done(stored(eve)));
    assertThat(stored(eve).active()).isFalse();
    assertThat(stored(eve).role()).isEqualTo(Role.VIEWER);
  }

  @Test
  void ofTwoRolesForOneMemberTheSecondIsRefusedAndSaysWhatTheyAreNow() {
    StaffChange second =
        whileUnderWay(
            handle -> members.role(handle, eve.id(), Role.EDITOR, Role.VIEWER, "ann"),
            handle -> members.role(handle, eve.id(), Role.EDITOR, Role.PUBLISHER, "bob"));

    assertThat(second).isEqualTo(new StaffChange.Overtaken(stored(eve)));
    assertThat(stored(eve).role()).isEqualTo(Role.VIEWER);
    assertThat(changes()).containsExactly("ann");
  }

  @Test
  void twoAdminsWhoEndEachOtherLeaveOne() {
    StaffChange second =
        whileUnderWay(
            handle -> members.role(handle, bob.id(), Role.ADMIN, Role.EDITOR, "ann"),
            handle -> members.deactivate(handle, ann.id(), "bob", false));

    assertThat(second).isEqualTo(new StaffChange.LastAdmin());
    assertThat(stored(ann)).isEqualTo(ann);
    assertThat(stored(bob).role()).isEqualTo(Role.EDITOR);
  }

  @Test
  void twoWhoInviteOneAddressGiveItOneRole() {
    EmailAddress address = EmailAddress.of("new@news.example");
    Invitation second =
        whileUnderWay(
            handle -> members.invite(handle, address, "", Role.VIEWER, "ann", false),
            handle -> members.invite(handle, address, "", Role.ADMIN, "bob", false));

    assertThat(second).isInstanceOf(Invitation.Known.class);
    assertThat(second.member().role()).isEqualTo(Role.VIEWER);
  }

  /// One transaction's work.
  @FunctionalInterface
  private interface Work<T> {
    T in(Handle handle);
  }

  /// What the second came to, which begins when the first is done and not committed yet.
  private <T> T whileUnderWay(Work<T> first, Work<T> second) {
    Supplier<T> later = () -> database.get().inTransaction(second::in);
    CompletableFuture<T> waiting =
        database
            .get()
            .inTransaction(handle -> {
              first.in(handle);
              CompletableFuture<T> begun =
                  CompletableFuture.supplyAsync(later, task -> Thread.ofPlatform().start(task));
              await().atMost(Duration.ofSeconds(20)).until(this::somebodyWaits);
              assertThat(begun).isNotDone();
              return begun;
            });
    return waiting.join();
  }

  private boolean somebodyWaits() {
    return database.number(
            "SELECT count(*) FROM pg_locks WHERE relation = 'staff_member'::regclass AND NOT"
                + " granted AND database = (SELECT oid FROM pg_database WHERE datname ="
                + " current_database())")
        > 0;
  }

  private StaffMember invited(String local, Role role) {
    EmailAddress address = EmailAddress.of(local + "@news.example");
    return database
        .get()
        .inTransaction(handle -> members.invite(handle, address, "", role, Staff.CLI, true))
        .member();
  }

  private StaffMember stored(StaffMember member) {
    return database
        .get()
        .jdbi()
        .withExtension(StaffMemberDao.class, dao -> dao.find(member.id().value()))
        .orElseThrow()
        .member();
  }

  /// Who changed a member.
  private List<String> changes() {
    return database
        .get()
        .jdbi()
        .withExtension(AuditDao.class, dao -> dao.latest(Long.MAX_VALUE, 10))
        .stream()
        .filter(entry -> entry.action().equals("changed"))
        .map(AuditEntry::actor)
        .toList();
  }
}
