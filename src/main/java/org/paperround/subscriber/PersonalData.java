package org.paperround.subscriber;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// A port: implemented by each package that holds personal data, joined in app, so that export and
/// erasure reach all of them.
public interface PersonalData {
  /// The heading of this part of an export (`deliveries`).
  String name();

  /// What is held of this reader, one map for each thing, of plain texts and numbers.
  List<Map<String, Object>> export(Handle handle, SubscriberId subscriber);

  /// Removes it; what must stay (an opaque id and an outcome) is said in
  /// docs/reference/retention.md.
  void erase(Handle handle, SubscriberId subscriber);
}
