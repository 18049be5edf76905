package org.paperround.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainGroupTest {
  @ParameterizedTest
  @CsvSource({
    "googlemail.com, gmail",
    "hotmail.it, microsoft",
    "hotmail.es, microsoft",
    "live.nl, microsoft",
    "outlook.fr, microsoft",
    "outlook.com.br, microsoft",
    "yahoo.it, yahoo",
    "yahoo.co.in, yahoo",
    "aol.de, yahoo",
    "mac.com, apple",
    "yahoo.co.jp, other",
    "hotmail.example, other"
  })
  void aProvidersNationalDomainsAreThrottledWithIt(String domain, String group) {
    DomainGroups groups = DomainGroups.of(List.of(), ThrottleConfig.NONE, Map.of(), Instant.EPOCH);
    assertThat(groups.name(groups.of(domain))).isEqualTo(group);
  }

  @Test
  void noDomainIsInTwoGroups() {
    List<String> domains =
        Arrays.stream(DomainGroup.values()).flatMap(group -> group.domains().stream()).toList();
    assertThat(domains).doesNotHaveDuplicates();
  }
}
