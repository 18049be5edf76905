package org.paperround.subscriber.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListItemsTest {
  @Test
  void aSemicolonOrABackslashOfAnItemComesBackAsItWas() {
    List<String> items = List.of("\\", "\\;", "a;b", "c\\d", "e", "f\\", "g;");

    String cell = ListItems.write(items.stream());

    assertThat(cell).isEqualTo("\\\\;\\\\\\;;a\\;b;c\\\\d;e;f\\\\;g\\;");
    assertThat(ListItems.read(cell)).isEqualTo(items);
  }

  @Test
  void aListThatKnowsNothingOfThisIsReadAsItIsMeant() {
    assertThat(ListItems.read(" topic:NHS ; ;C:\\Temp;x\\"))
        .containsExactly("topic:NHS", "C:\\Temp", "x\\");
    assertThat(ListItems.read("")).isEmpty();
    assertThat(ListItems.write(Stream.of("b", "a"))).isEqualTo("a;b");
  }
}
