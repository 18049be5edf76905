package org.paperround.platform.database;

import org.jdbi.v3.core.Handle;

/// Writes down what was done, in the transaction in which it is done: both are there, or neither
/// is. A feature that takes one calls it once, in the transaction of its change, and not at all
/// when it changed nothing; what it throws undoes the change (docs/adr/0031). A witness reads and
/// adds rows of its own, and waits for no lock.
@FunctionalInterface
public interface Witness<T> {
  /// `done`: what was changed, as the transaction itself knows it.
  void note(Handle handle, T done);

  /// Of an act that nobody has to be named for.
  static <T> Witness<T> none() {
    return (_, _) -> {};
  }
}
