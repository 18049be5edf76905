package org.paperround.tracking;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.subscriber.PersonalData;
import org.paperround.subscriber.SubscriberId;

/// The clicks of a reader, all of which go with an erasure. Thread-safe.
public final class TrackedClicks implements PersonalData {
  @Override
  public String name() {
    return "clicks";
  }

  @Override
  public List<Map<String, Object>> export(Handle handle, SubscriberId subscriber) {
    return handle.attach(ClickDao.class).held(subscriber.value());
  }

  @Override
  public void erase(Handle handle, SubscriberId subscriber) {
    handle.attach(ClickDao.class).forget(subscriber.value());
  }
}
