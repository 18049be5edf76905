package org.paperround.edition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody did to an edition, for a log of all that is done. `subject`: `edition 12`, or
/// `story 7` where it is about a story of whatever edition. `before`, `after`: what differs, by
/// name, as JSON values.
public record EditionChange(
    StaffActor actor,
    String action,
    String subject,
    Map<String, @Nullable Object> before,
    Map<String, @Nullable Object> after) {}
