package org.paperround.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.config.Settings;

/// Who gets a digest edition before the others, and for how long it is watched then: `canary.*`
/// settings. `watch` of nothing: there is no canary ring.
public record CanaryConfig(List<EmailAddress> staff, List<String> domains, Duration watch) {
  static final CanaryConfig NONE = new CanaryConfig(List.of(), List.of(), Duration.ZERO);

  public CanaryConfig {
    staff = List.copyOf(staff);
    domains = List.copyOf(domains);
  }

  boolean on() {
    return watch.isPositive();
  }

  public static CanaryConfig read(Settings settings) {
    List<EmailAddress> staff = new ArrayList<>();
    List<String> domains = new ArrayList<>();
    for (String entry : settings.list("canary.staff", List.of())) {
      boolean whole = entry.startsWith("@");
      Optional<EmailAddress> address = address(whole ? "staff" + entry : entry);
      if (address.isEmpty()) {
        settings.problem(
            "canary.staff has '"
                + entry
                + "': it takes addresses and domains, such as editor@paper.example, @news.example");
      } else if (whole) {
        domains.add(address.get().domain().toLowerCase(Locale.ROOT));
      } else {
        staff.add(address.get());
      }
    }
    Duration watch = settings.duration("canary.watch", Duration.ofMinutes(10), "0s", "1h");
    return new CanaryConfig(staff, domains, watch);
  }

  private static Optional<EmailAddress> address(String text) {
    return switch (AddressCheck.check(text)) {
      case AddressCheck.Ok(EmailAddress address) -> Optional.of(address);
      case AddressCheck.Refused _ -> Optional.empty();
    };
  }
}
