package org.paperround.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who an edition would go to if its audience were frozen now, before what is checked in the moment
/// of sending (pauses, too few stories). `first` and `last`: when the first and the last of them
/// are due; null when there is nobody.
public record ExpectedAudience(long readers, @Nullable Instant first, @Nullable Instant last) {
  public static final ExpectedAudience NOBODY = new ExpectedAudience(0, null, null);
}
