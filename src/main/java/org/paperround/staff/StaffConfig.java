package org.paperround.staff;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.config.Settings;
import org.paperround.staff.openid.OpenIdConfig;

/// How staff sign in: `desk.idle` (a session ends when it is not used for so long),
/// `desk.longest-session` (and after so long at the latest), `desk.links-per-address` (in an hour).
/// `publicUrl`: what links begin with; `sender`: whom sign-in mails come from; `openId`: the
/// provider by which one can sign in as well, where there is one.
public record StaffConfig(
    Duration idle,
    Duration longest,
    int linksPerAddress,
    URI publicUrl,
    EmailAddress sender,
    @Nullable OpenIdConfig openId) {
  public static StaffConfig read(Settings settings, URI publicUrl, String mailDomain) {
    return new StaffConfig(
        settings.duration("desk.idle", Duration.ofHours(12), "5m", "7d"),
        settings.duration("desk.longest-session", Duration.ofDays(7), "1h", "90d"),
        settings.integer("desk.links-per-address", 5, 1, 100),
        publicUrl,
        new EmailAddress("desk", mailDomain),
        OpenIdConfig.read(settings));
  }

  /// The address of the page that signs people in.
  public String signInUrl() {
    return publicUrl + "/desk/sign-in";
  }

  /// The page to which the provider sends browsers back.
  public URI openIdReturnUrl() {
    return URI.create(signInUrl() + "/oidc/return");
  }
}
