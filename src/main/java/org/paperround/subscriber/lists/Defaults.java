package org.paperround.subscriber.lists;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/// What holds for readers of whom the list does not say it. `evidence` says where the consent was
/// given; `now` bounds when.
record Defaults(Locale locale, ZoneId zone, String evidence, Instant now) {}
