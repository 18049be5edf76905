package org.paperround.subscriber;

/// What an unsubscribe changed; each of them is a success for the reader.
public enum UnsubscribeOutcome {
  ENDED,
  ALREADY_ENDED,
  NEVER_SUBSCRIBED
}
