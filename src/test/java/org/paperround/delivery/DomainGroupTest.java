package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainGroupTest {
  @Test
  void noDomainIsInTwoGroups() {
    List<String> domains =
        Arrays.stream(DomainGroup.values()).flatMap(group -> group.domains().stream()).toList();
    assertThat(domains).doesNotHaveDuplicates();
  }
}
