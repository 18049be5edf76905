package org.paperround.subscriber;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;

/// A reader who opted in elsewhere; `consentAt` and `consentEvidence` prove it.
public record ImportedReader(
    EmailAddress address,
    String name,
    Locale locale,
    ZoneId zone,
    @Nullable Integer hour,
    @Nullable Integer maxStories,
    Set<Interest> follows,
    Set<Interest> mutes,
    boolean trackingConsent,
    Instant consentAt,
    String consentEvidence) {}
