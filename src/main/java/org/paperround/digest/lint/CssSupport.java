package org.paperround.digest.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Which mail clients do not know a feature of CSS: the table `css-support.tsv`, which says where
/// it comes from. Immutable.
final class CssSupport {
  static final CssSupport ALL = read();

  /// A feature, and who lacks it.
  record Lack(String feature, String clients) {}

  private enum Kind {
    PROPERTY,
    VALUE,
    FUNCTION,
    AT_RULE
  }

  private record Row(Kind kind, String name, String clients) {
    Lack lack() {
      return new Lack(name, clients);
    }

    /// Of a property with this value.
    boolean describes(String property, String value) {
      return switch (kind) {
        case PROPERTY ->
            property.equals(name) || (name.endsWith("-*") && property.startsWith(stem()));
        case VALUE -> name.equals(property + ":" + value);
        case FUNCTION -> value.contains(name);
        case AT_RULE -> false;
      };
    }

    private String stem() {
      return name.substring(0, name.length() - 1);
    }
  }

  private final List<Row> rows;

  private CssSupport(List<Row> rows) {
    this.rows = rows;
  }

  Stream<Lack> lacking(String property, String value) {
    return rows.stream().filter(row -> row.describes(property, value)).map(Row::lack);
  }

  Stream<Lack> lackingAtRule(String atRule) {
    return rows.stream()
        .filter(row -> row.kind() == Kind.AT_RULE && row.name().equals(atRule))
        .map(Row::lack);
  }

  private static CssSupport read() {
    try (InputStream in =
            Objects.requireNonNull(CssSupport.class.getResourceAsStream("css-support.tsv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new CssSupport(
          lines.lines().filter(line -> !line.startsWith("#")).map(CssSupport::row).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("css-support.tsv is in the jar", e);
    }
  }

  private static Row row(String line) {
    String[] cells = line.split("\t", 3);
    return new Row(Kind.valueOf(cells[0]), cells[1], cells[2]);
  }
}
