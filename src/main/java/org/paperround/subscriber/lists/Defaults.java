package org.paperround.subscriber.lists;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/// What holds for readers of whom the list does not say it. `newsletter` is the slug of the one
/// they get; `evidence` says where the consent was given; `now` bounds when.
record Defaults(String newsletter, Locale locale, ZoneId zone, String evidence, Instant now) {}
