package org.paperround.cli;

import org.paperround.app.Paperround;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import org.paperround.subscriber.SubscriberId;

/// Readers as commands name them.
final class SubscriberText {
  private SubscriberText() {}

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
