package org.paperround.subscriber;

import java.util.Locale;

/// What became of the link that was mailed to the new address of a reader.
public sealed interface AddressChange {
  /// Everything comes to the new address now; links that the old one got open nothing any more.
  /// `masked` is the new one.
  record Changed(String masked, Locale locale, ReaderLinks.Named reader) implements AddressChange {}

  /// The new address has subscriptions of its own, or must not be mailed: nothing was changed.
  record Refused(Locale locale) implements AddressChange {}

  /// The link is older than [Opening#LIFETIME], was used, or another address was asked for since.
  record Expired() implements AddressChange {}
}
