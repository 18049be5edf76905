package org.paperround.app;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.subscriber.PersonalData;
import org.paperround.subscriber.SubscriberId;

/// The outbox knows no subscribers, only their numbers: so it is joined here.
final class OutboxMails implements PersonalData {
  private final Outbox outbox;

  OutboxMails(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public String name() {
    return "mails";
  }

  @Override
  public List<Map<String, Object>> export(Handle handle, SubscriberId subscriber) {
    return outbox.held(handle, subscriber.value());
  }

  @Override
  public void erase(Handle handle, SubscriberId subscriber) {
    outbox.forget(handle, subscriber.value());
  }

  @Override
  public void eraseAddress(Handle handle, EmailAddress address) {
    outbox.withdraw(handle, address);
  }
}
