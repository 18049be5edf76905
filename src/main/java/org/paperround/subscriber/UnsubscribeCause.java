package org.paperround.subscriber;

import java.util.Locale;

/// How a reader left; `newsletter report` counts by it.
public enum UnsubscribeCause {
  ONE_CLICK,
  PAGE,
  MAILTO,
  OPERATOR,
  COMPLAINT,
  BOUNCE,
  ERASURE;

  /// As it is stored.
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
