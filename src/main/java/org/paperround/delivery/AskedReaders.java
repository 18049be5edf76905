package org.paperround.delivery;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.subscriber.PersonalData;
import org.paperround.subscriber.SubscriberId;

/// That a reader was asked whether a newsletter is still wanted, and what became of it; goes with
/// an erasure. Thread-safe.
public final class AskedReaders implements PersonalData {
  @Override
  public String name() {
    return "asked";
  }

  @Override
  public List<Map<String, Object>> export(Handle handle, SubscriberId subscriber) {
    return handle.attach(SunsetDao.class).held(subscriber.value());
  }

  @Override
  public void erase(Handle handle, SubscriberId subscriber) {
    handle.attach(SunsetDao.class).forget(subscriber.value());
  }
}
