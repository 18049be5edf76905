package org.paperround.subscriber;

import java.time.ZoneId;
import java.util.Locale;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.NewsletterId;

/// What the sign-up form carries. `wording` is the exact sentence that was shown beside the button.
public record SignUp(
    EmailAddress address,
    String name,
    NewsletterId newsletter,
    Locale locale,
    ZoneId zone,
    String wording,
    Provenance provenance) {}
