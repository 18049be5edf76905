package org.paperround.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InterestTest {
  @Test
  void whatCannotBeFollowedAnyMoreCanStillBeRead() {
    String invisible = "\u200B";

    assertThat(Interest.isName(invisible)).isFalse();
    assertThat(Interest.parse("topic:" + invisible).name()).isEqualTo(invisible);
    assertThatThrownBy(() -> Interest.parse("topic:a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTopicsTextHasItsWordsAsKey() {
    assertThat(Interest.textKey(Interest.Kind.SECTION, "local-news"))
        .isEqualTo("section.local-news");
    assertThat(Interest.textKey(Interest.Kind.TOPIC, "NHS")).isEqualTo("topic.nhs");
    assertThat(Interest.textKey(Interest.Kind.TOPIC, " Arts & Élysée 2026"))
        .isEqualTo("topic.arts-élysée-2026");
    assertThat(Interest.textKey(Interest.Kind.TOPIC, "")).isEqualTo("topic.");
  }
}
