package org.paperround.subscriber;

import java.util.Locale;

/// Which address a link would take everything to, and the reader's language.
public record PendingAddress(String maskedAddress, Locale locale) {}
