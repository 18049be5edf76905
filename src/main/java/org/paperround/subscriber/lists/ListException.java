package org.paperround.subscriber.lists;

/// A file that cannot be read as a list, with what to do about it.
public final class ListException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListException(String message) {
    super(message);
  }
}
