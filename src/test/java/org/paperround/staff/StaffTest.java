package org.paperround.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.mail.ReadMail;
import org.paperround.platform.crypto.Sha256;
import org.paperround.platform.template.Templates;
import org.paperround.staff.Staff.Audited;
import org.paperround.testing.SettableClock;
import org.paperround.testing.TestDatabase;

class StaffTest {
  private static final Instant NOW = Instant.parse("2026-06-01T05:00:00Z");
  private static final EmailAddress EVE = EmailAddress.of("Eve@news.example");
  private static final String SECRET = Secrets.next();

  @RegisterExtension final TestDatabase database = new TestDatabase();
  private final SettableClock clock = new SettableClock(NOW);
  private Staff staff;

  @BeforeEach
  void build() {
    StaffConfig config =
        new StaffConfig(
            Duration.ofHours(12),
            Duration.ofDays(7),
            5,
            URI.create("https://news.example"),
            EmailAddress.of("desk@news.example"),
            null);
    staff =
        new Staff(
            database.get(),
            clock,
            new Outbox(database.get(), clock, "news.example", "paperround"),
            new Templates(null),
            config);
  }

  @Test
  void rolesAreOrdered() {
    assertThat(List.of(Role.values()))
        .containsExactly(Role.VIEWER, Role.EDITOR, Role.PUBLISHER, Role.ADMIN);
    for (Role role : Role.values()) {
      for (Role needed : Role.values()) {
        assertThat(role.allows(needed)).isEqualTo(role.compareTo(needed) >= 0);
      }
    }
  }

  @Test
  void anInvitationIsIdempotentAndKnowsAnAddressHoweverItIsWritten() {
    StaffMember eve =
        assertInstance(
                Invitation.Invited.class, staff.invite(EVE, "Eve\r\nX: y", Role.ADMIN, Staff.CLI))
            .member();
    assertThat(eve)
        .isEqualTo(new StaffMember(eve.id(), EVE, "Eve X: y", Role.ADMIN, true, NOW, Staff.CLI));
    EmailAddress same = EmailAddress.of("eve@NEWS.example");
    assertInstance(Invitation.Known.class, staff.invite(same, "", Role.ADMIN, Staff.CLI));
    assertThat(
            assertInstance(Invitation.Changed.class, staff.invite(same, "", Role.VIEWER, Staff.CLI))
                .member()
                .role())
        .isEqualTo(Role.VIEWER);
    assertThat(staff.members()).hasSize(1);
    assertThat(audited(new Audited.Of("Eve@news.example"), 10))
        .extracting(AuditEntry::action)
        .containsExactly("changed", "invited");
  }

  @Test
  void somebodyStaysAdmin() {
    StaffMember eve = staff.invite(EVE, "", Role.ADMIN, Staff.CLI).member();
    assertInstance(
        StaffChange.LastAdmin.class, staff.giveRole(eve.id(), Role.ADMIN, Role.EDITOR, "x"));
    assertInstance(StaffChange.LastAdmin.class, staff.deactivate(eve.id(), "x"));
    StaffMember bob =
        staff.invite(EmailAddress.of("bob@news.example"), "", Role.ADMIN, Staff.CLI).member();
    assertInstance(StaffChange.Done.class, staff.giveRole(eve.id(), Role.ADMIN, Role.EDITOR, "x"));
    assertInstance(StaffChange.LastAdmin.class, staff.deactivate(bob.id(), "x"));
    assertInstance(StaffChange.Unknown.class, staff.deactivate(new StaffId(99), "x"));
    // The shell can invite anew.
    assertInstance(StaffChange.Done.class, staff.revoke(bob.address(), Staff.CLI));
    assertInstance(StaffChange.Same.class, staff.revoke(bob.address(), Staff.CLI));
  }

  @Test
  void onlyHashesOfTokensAreStored() {
    staff.invite(EVE, "", Role.EDITOR, Staff.CLI);
    SignInOutcome.SignedIn in = signedIn();
    String rows =
        database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(
                        """
                        SELECT (SELECT string_agg(t::text, ' ') FROM staff_sign_in t)
                          || (SELECT string_agg(t::text, ' ') FROM staff_session t)
                          || (SELECT string_agg(t::text, ' ') FROM staff_audit t)
                        """)
                    .mapTo(String.class)
                    .one());
    for (String secret : List.of(in.token(), SECRET, token())) {
      assertThat(rows)
          .contains(HexFormat.of().formatHex(Sha256.of(secret)))
          .doesNotContain(
              secret, HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII)));
    }
    assertThat(in.toString()).doesNotContain(in.token());
  }

  @Test
  void aDeactivatedMemberIsOutAtOnceAndALinkInTheMailIsNoUse() {
    StaffMember eve = staff.invite(EVE, "", Role.EDITOR, Staff.CLI).member();
    String session = signedIn().token();
    assertThat(staff.session(session)).isPresent();
    ask();
    staff.deactivate(eve.id(), Staff.CLI);

    assertThat(staff.session(session)).isEmpty();
    assertThat(staff.signIn(token(), SECRET, "unknown"))
        .isEqualTo(new SignInOutcome.Refused(LinkFault.EXPIRED));
    // Who is invited again signs in again.
    staff.invite(EVE, "", Role.EDITOR, Staff.CLI);
    assertThat(staff.session(session)).isEmpty();
    assertThat(staff.session(signedIn().token())).isPresent();
  }

  @Test
  void aLinkFromTheShellSignsInOnceInAnyBrowserAndIsAudited() {
    assertThat(staff.handOut(EVE, Staff.LINK_LIFETIME, Staff.CLI)).isEmpty();
    staff.invite(EVE, "Eve", Role.ADMIN, Staff.CLI);
    String token = staff.handOut(EVE, Staff.LINK_LIFETIME, Staff.CLI).orElseThrow();
    String late = staff.handOut(EVE, Staff.LINK_LIFETIME, Staff.CLI).orElseThrow();

    assertThat(staff.signIn(token, SECRET, "192.0.2.0/24"))
        .isInstanceOf(SignInOutcome.SignedIn.class);
    assertThat(staff.signIn(token, SECRET, "192.0.2.0/24"))
        .isEqualTo(new SignInOutcome.Refused(LinkFault.USED));
    clock.set(NOW.plus(Staff.LINK_LIFETIME));
    assertThat(staff.signIn(late, "", "192.0.2.0/24"))
        .isEqualTo(new SignInOutcome.Refused(LinkFault.EXPIRED));
    assertThat(audited(new Audited.All(), 10))
        .extracting(AuditEntry::action)
        .contains("handed out a link");
  }

  @Test
  void whatIsAuditedStandsAndFallsWithItsTransaction() {
    assertThatThrownBy(() ->
            database
                .get()
                .useTransaction(handle -> {
                  staff.audit(handle, "x", "dropped", "edition 1", Map.of(), Map.of());
                  throw new IllegalStateException("rolled back");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(audited(new Audited.All(), 10)).isEmpty();

    database
        .get()
        .useTransaction(handle ->
            staff.audit(
                handle, "x", "reworded", "edition 1", Map.of("s", "a"), Map.of("s", "\"b")));
    staff.looked("y", "looked", "edition 2", Map.of("story", 5));
    assertThat(audited(new Audited.Of("edition 1"), 10))
        .containsExactly(
            new AuditEntry(
                audited(new Audited.Of("edition 1"), 1).getFirst().id(),
                NOW,
                "x",
                "reworded",
                "edition 1",
                "{\"s\": \"a\"}",
                "{\"s\": \"\\\"b\"}"));
    assertThat(audited(new Audited.All(), 1))
        .extracting(AuditEntry::subject)
        .containsExactly("edition 2");
    for (String act : List.of("DELETE FROM staff_audit", "UPDATE staff_audit SET actor = 'z'")) {
      assertThatThrownBy(() -> database.get().useTransaction(handle -> handle.execute(act)))
          .hasStackTraceContaining("append-only");
    }
  }

  @Test
  void spentLinksAndSessionsAreForgottenAndLiveOnesAreNot() {
    staff.invite(EVE, "", Role.EDITOR, Staff.CLI);
    signedIn();
    assertThat(staff.forgetSpent(NOW.plus(Duration.ofHours(24)))).isZero();
    assertThat(staff.forgetSpent(NOW.plus(Duration.ofHours(25)))).isEqualTo(1);
    assertThat(staff.forgetSpent(NOW.plus(Duration.ofDays(36)))).isZero();
    assertThat(staff.forgetSpent(NOW.plus(Duration.ofDays(38)))).isEqualTo(1);
  }

  private SignInOutcome.SignedIn signedIn() {
    ask();
    return assertInstance(
        SignInOutcome.SignedIn.class, staff.signIn(token(), SECRET, "192.0.2.0/24"));
  }

  private void ask() {
    staff.ask(new SignInRequest(EVE, SECRET, "/desk", Locale.ENGLISH));
  }

  /// In the last mail.
  private String token() {
    byte[] mail =
        database
            .get()
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT message FROM outbox_mail ORDER BY id DESC LIMIT 1")
                    .mapTo(byte[].class)
                    .one());
    String text = ReadMail.parse(mail).text();
    Matcher link = Pattern.compile("/desk/sign-in/([\\w-]{43})").matcher(text);
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  private static <T> T assertInstance(Class<T> type, Object value) {
    assertThat(value).isInstanceOf(type);
    return type.cast(value);
  }

  private List<AuditEntry> audited(Audited which, int most) {
    return staff.audited(which, Long.MAX_VALUE, most);
  }
}
