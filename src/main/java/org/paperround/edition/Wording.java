package org.paperround.edition;

import org.jspecify.annotations.Nullable;

/// A story's words in an edition's mails: the editor's, null where there are none, and the
/// article's, which stand where there are none.
public record Wording(
    @Nullable String headline,
    @Nullable String standfirst,
    String articleHeadline,
    String articleStandfirst) {}
