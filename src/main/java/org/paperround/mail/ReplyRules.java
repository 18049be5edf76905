package org.paperround.mail;

/// Classifies replies by table: RFC 3463 enhanced codes first, then the words. Pure.
public final class ReplyRules {
  private ReplyRules() {}

  public static ReplyVerdict verdict(RelayReply reply) {
    throw new UnsupportedOperationException();
  }
}
