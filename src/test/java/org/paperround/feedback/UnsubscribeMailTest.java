package org.paperround.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which addresses of a mail are unsubscribe addresses.
class UnsubscribeMailTest {
  private static final String TOKEN = "abcdefghij234567";

  @Test
  void theTokenIsFoundHoweverTheAddressIsWritten() {
    assertThat(UnsubscribeMail.tokens(List.of("unsubscribe+" + TOKEN + "@bounce.x.example")))
        .containsExactly(TOKEN);
    assertThat(
            UnsubscribeMail.tokens(
                List.of(
                    "\"A, b\" <other@x.example>,\r\n <UNSUBSCRIBE+ABCDEFGHIJ234567@x.example>",
                    "<UNSUBSCRIBE+ABCDEFGHIJ234567@x.example>")))
        .containsExactly("ABCDEFGHIJ234567");
  }

  @Test
  void otherAddressesAreNotTakenForIt() {
    assertThat(
            UnsubscribeMail.tokens(
                List.of(
                    "unsubscribe@x.example",
                    "unsubscribe+short@x.example",
                    "not-unsubscribe+" + TOKEN + "@x.example",
                    "unsubscribe+" + TOKEN,
                    "b+" + TOKEN + "@x.example")))
        .isEmpty();
  }

  @Test
  void manyAddressesAndLongFieldsAreCutShort() {
    List<String> many =
        IntStream.range(0, 1000)
            .mapToObj(n -> "unsubscribe+abcdefghijklmno" + (1000 + n) + "@x.example")
            .toList();
    assertThat(UnsubscribeMail.tokens(many)).hasSize(10);
    String late = " ".repeat(100_000) + "unsubscribe+" + TOKEN + "@x.example";
    assertThat(UnsubscribeMail.tokens(Collections.nCopies(3, late))).isEmpty();
  }
}
