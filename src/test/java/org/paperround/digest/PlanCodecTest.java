package org.paperround.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.paperround.platform.template.Templates;

/// Plans must stay readable for as long as mails are.
class PlanCodecTest {
  @Test
  void theOrderOfSectionsIsKept() {
    assertThat(PlanCodec.decode(PlanCodec.encode(content("sport", "wales"))).sectionOrder())
        .containsExactly("sport", "wales");
  }

  @Test
  void theNamesOfTopicsAreKept() {
    Plan.Content content = content("sport");
    Map<String, String> names = Map.of("Energy", "Énergie", "Books", "Livres");
    Plan.Content named = named(content, names);
    assertThat(PlanCodec.decode(PlanCodec.encode(named)).phrases()).isEqualTo(named.phrases());
  }

  /// The second form ended before the names of topics.
  @Test
  void aPlanOfTheSecondFormIsRead() throws IOException {
    byte[] present = plain(PlanCodec.encode(content("sport", "wales")));
    byte[] second = Arrays.copyOf(present, present.length - Integer.BYTES);
    second[0] = 2;
    Plan.Content read = PlanCodec.decode(compressed(second));
    assertThat(read.sectionOrder()).containsExactly("sport", "wales");
    assertThat(read.phrases().topics()).isEmpty();
    assertThat(plain(PlanCodec.encode(read))).isEqualTo(present);
  }

  /// The first form ended before the order of sections.
  @Test
  void aPlanOfTheFirstFormIsRead() throws IOException {
    byte[] present = plain(PlanCodec.encode(content()));
    byte[] first = Arrays.copyOf(present, present.length - 2 * Integer.BYTES);
    first[0] = 1;
    Plan.Content read = PlanCodec.decode(compressed(first));
    assertThat(read.sectionOrder()).isEmpty();
    assertThat(read.subjects()).containsExactly("A subject");
    assertThat(plain(PlanCodec.encode(read))).isEqualTo(present);
  }

  private static Plan.Content content(String... sectionOrder) {
    PlanDocument document =
        new PlanDocument(
            Segment.EMPTY, Map.of(), Map.of(), Segment.EMPTY, Segment.EMPTY, Segment.EMPTY);
    return new Plan.Content(
        1,
        List.of("A subject"),
        null,
        new byte[] {'X'},
        Phrases.of(new Templates(null).messages(), Locale.ENGLISH, Map.of(), Map.of()),
        Map.of(),
        List.of(sectionOrder),
        document,
        document);
  }

  private static Plan.Content named(Plan.Content content, Map<String, String> topics) {
    return new Plan.Content(
        content.newsletter(),
        content.subjects(),
        content.preheader(),
        content.fields(),
        content.phrases().naming(topics),
        content.cards(),
        content.sectionOrder(),
        content.text(),
        content.html());
  }

  private static byte[] plain(byte[] compressed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
  }

  private static byte[] compressed(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
