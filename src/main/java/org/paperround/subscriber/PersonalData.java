package org.paperround.subscriber;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;

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

  /// Removes what was to go to the address of a reader who is erased, on behalf of others.
  default void eraseAddress(Handle handle, EmailAddress address) {}
}
