package org.paperround.delivery;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.subscriber.PersonalData;
import org.paperround.subscriber.SubscriberId;

/// The rows of a reader in the ledger. An erasure takes what was in the digests; the opaque id and
/// the outcome stay, or accounts would not add up any more. Thread-safe.
public final class LedgerDeliveries implements PersonalData {
  @Override
  public String name() {
    return "deliveries";
  }

  @Override
  public List<Map<String, Object>> export(Handle handle, SubscriberId subscriber) {
    return handle.attach(LedgerPrivacyDao.class).held(subscriber.value());
  }

  @Override
  public void erase(Handle handle, SubscriberId subscriber) {
    LedgerPrivacyDao dao = handle.attach(LedgerPrivacyDao.class);
    dao.forgetCards(subscriber.value());
    dao.forgetCopies(subscriber.value());
    dao.forgetTails(subscriber.value());
  }
}
