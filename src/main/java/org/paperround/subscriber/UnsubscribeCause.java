package org.paperround.subscriber;

/// How a reader left; `newsletter report` counts by it.
public enum UnsubscribeCause {
  ONE_CLICK,
  PAGE,
  MAILTO,
  OPERATOR,
  COMPLAINT,
  BOUNCE,
  ERASURE
}
