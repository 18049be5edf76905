package org.paperround.edition;

import java.time.LocalDate;

/// Where a story stood that a letter corrects: a card of a past edition.
public record LetterCard(EditionId edition, LocalDate date, int ordinal) {}
