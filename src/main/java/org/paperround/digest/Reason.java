package org.paperround.digest;

/// Why a card is in a digest. Stored in the ledger by [#code()], shown to the reader in their
/// language.
public sealed interface Reason {
  record FrontPage() implements Reason {}

  record EditorsChoice() implements Reason {}

  record FollowsSection(String section) implements Reason {}

  record FollowsTopic(String topic) implements Reason {}

  record TopStory() implements Reason {}

  /// The reader's clicks say so; only with consent to tracking.
  record ReadsSection(String section) implements Reason {}

  /// Something the reader would not get by taste, to learn whether it is liked.
  record Discovery() implements Reason {}

  /// An alert's story.
  record Breaking() implements Reason {}

  /// `front`, `editor`, `section:politics`, `topic:NHS`, `top`, `reads:politics`, `discovery`,
  /// `breaking`.
  default String code() {
    return switch (this) {
      case FrontPage() -> "front";
      case EditorsChoice() -> "editor";
      case FollowsSection(String section) -> "section:" + section;
      case FollowsTopic(String topic) -> "topic:" + topic;
      case TopStory() -> "top";
      case ReadsSection(String section) -> "reads:" + section;
      case Discovery() -> "discovery";
      case Breaking() -> "breaking";
    };
  }

  static Reason parse(String code) {
    return switch (code) {
      case "front" -> new FrontPage();
      case "editor" -> new EditorsChoice();
      case "top" -> new TopStory();
      case "discovery" -> new Discovery();
      case "breaking" -> new Breaking();
      default -> {
        if (code.startsWith("section:")) {
          yield new FollowsSection(code.substring("section:".length()));
        }
        if (code.startsWith("topic:")) {
          yield new FollowsTopic(code.substring("topic:".length()));
        }
        if (code.startsWith("reads:")) {
          yield new ReadsSection(code.substring("reads:".length()));
        }
        throw new IllegalArgumentException("not a reason: " + code);
      }
    };
  }
}
