package org.paperround.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SubscriberId;

/// Readers, and the newsletters they get, as commands name them.
final class SubscriberText {
  private SubscriberText() {}

  /// Of this slug; without one the only newsletter there is.
  static Newsletter newsletter(Paperround engine, @Nullable String slug) {
    List<Newsletter> all = engine.newsletters().all();
    if (slug == null && all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(one -> one.slug().equals(slug))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "Say which newsletter with --newsletter: "
                    + all.stream().map(Newsletter::slug).collect(Collectors.joining(", "))
                    + "."));
  }

  static SubscriberId reader(Paperround engine, String address) {
    return switch (AddressCheck.check(address)) {
      case AddressCheck.Ok(EmailAddress typed) ->
          engine
              .subscribers()
              .byAddress(typed)
              .orElseThrow(() ->
                  new UsageException(
                      "Nobody is known by this address (any more); what was erased cannot be"
                          + " found."));
      case AddressCheck.Refused(String reason) -> throw new UsageException(reason);
    };
  }
}
