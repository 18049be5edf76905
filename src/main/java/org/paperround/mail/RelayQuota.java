package org.paperround.mail;

/// What one relay may be given: mails a second, and connections at once. In the configuration over
/// all nodes together, else a node's share of that, where there may be no connection at all.
public record RelayQuota(double perSecond, int atOnce) {
  public static final RelayQuota NONE = new RelayQuota(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

  public boolean hasRate() {
    return perSecond < NONE.perSecond;
  }
}
