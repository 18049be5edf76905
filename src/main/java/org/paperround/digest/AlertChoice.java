package org.paperround.digest;

/// Whether a reader gets the one story of an alert.
public sealed interface AlertChoice {
  record Chosen(Choice.ChosenCard card) implements AlertChoice {}

  /// The reader had it, in a digest or in another alert, and nothing is new in substance.
  record Received() implements AlertChoice {}

  /// The reader muted what it is about, or wants only what they follow and does not follow it.
  record Unwanted() implements AlertChoice {}

  /// It was dropped, taken back, or is under embargo.
  record Gone() implements AlertChoice {}
}
