package org.paperround.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a measure writes what it found, if anywhere.
final class JsonLinesOption {
  @Option(
      names = "--out",
      paramLabel = "P.jsonl",
      description = "Where to write what was found, a JSON object a line.")
  private @Nullable Path out;

  void write(Stream<ObjectNode> lines) throws IOException {
    if (out == null) {
      return;
    }
    try (Writer writer = Files.newBufferedWriter(out)) {
      for (ObjectNode line : lines.toList()) {
        writer.write(line + "\n");
      }
    }
  }
}
