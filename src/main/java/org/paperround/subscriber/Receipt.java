package org.paperround.subscriber;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One consent record as its reader may see it: `event` and `method` are codes (`confirmed`,
/// `link`), `detail` says what exactly, `wording` the sentence that was shown, `newsletter` the
/// name of the one it was about, `sourceUrl` the page of the form, as far as it said so.
public record Receipt(
    Instant at,
    String event,
    String detail,
    String method,
    @Nullable String newsletter,
    @Nullable String wording,
    @Nullable String sourceUrl,
    @Nullable String networkPrefix) {}
