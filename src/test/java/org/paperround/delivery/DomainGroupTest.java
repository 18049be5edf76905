package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainGroupTest {
  @Test
  void domainsBelongToTheirProvider() {
    assertThat(DomainGroup.of("gmail.com")).isEqualTo(DomainGroup.GMAIL);
    assertThat(DomainGroup.of("Hotmail.CO.UK")).isEqualTo(DomainGroup.MICROSOFT);
    assertThat(DomainGroup.of("reader.example")).isEqualTo(DomainGroup.OTHER);
  }

  @Test
  void noDomainIsInTwoGroups() {
    List<String> domains =
        Arrays.stream(DomainGroup.values()).flatMap(group -> group.domains().stream()).toList();
    assertThat(domains).doesNotHaveDuplicates();
  }
}
