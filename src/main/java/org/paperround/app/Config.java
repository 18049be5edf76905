package org.paperround.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperround.article.HubConfig;
import org.paperround.article.ImageConfig;
import org.paperround.delivery.ChoosingConfig;
import org.paperround.delivery.DeliveryConfig;
import org.paperround.digest.DigestIdentity;
import org.paperround.edition.RankingConfig;
import org.paperround.feedback.FeedbackConfig;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.DkimConfig;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.RelayConfig;
import org.paperround.mail.RelaySettings;
import org.paperround.platform.config.Settings;
import org.paperround.platform.crypto.Keyring;
import org.paperround.platform.database.DatabaseConfig;
import org.paperround.platform.http.FetchConfig;
import org.paperround.staff.StaffConfig;
import org.paperround.tracking.TrackingConfig;
import org.paperround.web.WebConfig;

/// Everything that can be configured, read once at start. One record per feature;
/// docs/reference/configuration.md lists the keys.
///
/// `publicUrl` is what readers' links begin with, without a slash at its end; `templates` an
/// operator's folder that stands before the built-in templates.
public record Config(
    DatabaseConfig database,
    List<RelayConfig> relays,
    DkimConfig dkim,
    FeedbackConfig feedback,
    FetchConfig fetch,
    RankingConfig ranking,
    HubConfig hubs,
    ImageConfig images,
    DeliveryConfig delivery,
    ChoosingConfig choosing,
    TrackingConfig tracking,
    Keyring keys,
    URI publicUrl,
    String mailDomain,
    String senderId,
    @Nullable EmailAddress alarmsTo,
    StaffConfig staff,
    WebConfig web,
    @Nullable Path templates) {
  /// Reads all features' keys, then reports every problem together.
  public static Config read(Settings settings) {
    DatabaseConfig database = DatabaseConfig.read(settings);
    List<RelayConfig> relays = RelaySettings.read(settings);
    DkimConfig dkim = DkimConfig.read(settings);
    FeedbackConfig feedback = FeedbackConfig.read(settings);
    RankingConfig ranking = RankingConfig.read(settings);
    DeliveryConfig delivery = DeliveryConfig.read(settings);
    TrackingConfig tracking = TrackingConfig.read(settings);
    Keyring keys = readKeys(settings);
    URI publicUrl = publicUrl(settings);
    FetchConfig fetch = FetchConfig.read(settings, publicUrl);
    HubConfig hubs = HubConfig.read(settings, publicUrl);
    String mailDomain = mailDomain(settings);
    EmailAddress alarmsTo = operator(settings);
    Config config =
        new Config(
            database,
            relays,
            dkim,
            feedback,
            fetch,
            ranking,
            hubs,
            ImageConfig.read(settings),
            delivery,
            ChoosingConfig.read(settings),
            tracking,
            keys,
            publicUrl,
            mailDomain,
            senderId(settings),
            alarmsTo,
            StaffConfig.read(settings, publicUrl, mailDomain),
            WebConfig.read(settings, publicUrl),
            settings.optionalText("templates.directory").map(Path::of).orElse(null));
    settings.finish();
    return config;
  }

  /// RFC 8058 3.1 wants https in mails; plain http is for trying it out on one machine.
  private static URI publicUrl(Settings settings) {
    URI url = settings.uri("links.public-url", URI.create("http://localhost:8080"));
    boolean here = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
    if (!"https".equals(url.getScheme()) && !here) {
      settings.problem("links.public-url must begin with https://, readers get it in their mail");
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  private static String mailDomain(Settings settings) {
    String given = settings.text("mail.domain", "localhost.localdomain");
    return switch (AddressCheck.check("postmaster@" + given)) {
      case AddressCheck.Ok(EmailAddress address) -> address.domain();
      case AddressCheck.Refused(String reason) -> {
        settings.problem("mail.domain is no domain: " + reason);
        yield "localhost.localdomain";
      }
    };
  }

  private static @Nullable EmailAddress operator(Settings settings) {
    return settings
        .optionalText("alarms.mail-to")
        .map(text ->
            switch (AddressCheck.check(text)) {
              case AddressCheck.Ok(EmailAddress address) -> address;
              case AddressCheck.Refused(String reason) -> {
                settings.problem("alarms.mail-to is no mail address: " + reason);
                yield null;
              }
            })
        .orElse(null);
  }

  private static String senderId(Settings settings) {
    String senderId = settings.text("mail.sender-id", "paperround");
    if (!DigestIdentity.isSenderId(senderId)) {
      settings.problem("mail.sender-id must be 5 to 15 letters, digits, hyphens or underscores");
      return "paperround";
    }
    return senderId;
  }

  private static Keyring readKeys(Settings settings) {
    String hint =
        "NUMBER:BASE64 with at least 32 bytes, such as 1:$(openssl rand -base64 32); several,"
            + " comma-separated, newest first";
    try {
      return settings.required("links.keys", hint).isEmpty()
          ? new Keyring(Map.of(0, new byte[32]))
          : Keyring.parse(settings.secret("links.keys").orElseThrow());
    } catch (IllegalArgumentException e) {
      settings.problem("links.keys cannot be read: " + e.getMessage() + " (" + hint + ")");
      return new Keyring(Map.of(0, new byte[32]));
    }
  }

  /// The roles a node can have.
  public enum Role {
    WEB,
    SCHEDULER,
    SENDER;

    public static final List<Role> ALL = List.of(values());
  }
}
