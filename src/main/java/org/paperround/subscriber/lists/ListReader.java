package org.paperround.subscriber.lists;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Reads a list line by line, whatever its size: CSV (RFC 4180) in UTF-8, with or without a byte
/// order mark, separated by comma, semicolon or tab. Not thread-safe.
final class ListReader implements Closeable {
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final LineRules rules;

  /// @throws ListException when the file is no list, or its columns are not known
  ListReader(
      InputStream file, ListPreset preset, Map<ColumnMapping.Field, String> columns, Defaults given)
      throws IOException {
    BufferedReader text = decoded(file);
    this.parser = format(text).parse(text);
    this.records = parser.iterator();
    List<String> header = next().map(CSVRecord::toList).orElseThrow(() -> empty());
    this.rules = new LineRules(ColumnMapping.of(header, preset, columns), given);
  }

  private static ListException empty() {
    return new ListException("The file is empty: its first line should name the columns.");
  }

  private static BufferedReader decoded(InputStream file) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                file,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            LONGEST_HEADER);
    text.mark(1);
    try {
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
    } catch (CharacterCodingException e) {
      throw notUtf8(1);
    }
    return text;
  }

  /// By the separator that the first line has most of.
  private static CSVFormat format(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEADER);
    char[] begin = new char[LONGEST_HEADER];
    int read = Math.max(0, text.read(begin));
    text.reset();
    String line = new String(begin, 0, read).lines().findFirst().orElse("");
    char best = ',';
    for (char separator : new char[] {';', '\t'}) {
      if (count(line, separator) > count(line, best)) {
        best = separator;
      }
    }
    return CSVFormat.DEFAULT.builder().setDelimiter(best).setIgnoreEmptyLines(true).get();
  }

  private static long count(String line, char separator) {
    return line.chars().filter(c -> c == separator).count();
  }

  /// Null at the end.
  ///
  /// @throws ListException where the file cannot be read on
  @Nullable ListLine read() {
    long begins = parser.getCurrentLineNumber() + 1;
    return next().map(line -> rules.read(begins, line.toList())).orElse(null);
  }

  private Optional<CSVRecord> next() {
    long line = parser.getCurrentLineNumber() + 1;
    try {
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    } catch (UncheckedIOException | IllegalStateException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw notUtf8(line);
      }
      throw new ListException(
          "Line "
              + line
              + " cannot be read as CSV, and so nothing after it: is a quotation mark missing? What"
              + " came before it was taken; it does no harm to take it again.");
    }
  }

  private static ListException notUtf8(long line) {
    return new ListException(
        "Line "
            + line
            + " or one soon after it is not UTF-8. Save the file as UTF-8; what came before was"
            + " taken, and it does no harm to take it again.");
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
