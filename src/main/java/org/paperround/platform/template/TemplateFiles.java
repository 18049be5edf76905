package org.paperround.platform.template;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files of `templates/`: those of an operator's folder first (`--templates DIR`), else those
/// in the jar.
final class TemplateFiles {
  private final @Nullable Path overrides;

  TemplateFiles(@Nullable Path overrides) {
    this.overrides = overrides;
  }

  InputStream open(String name) throws IOException {
    if (overrides != null && Files.isRegularFile(overrides.resolve(name))) {
      return Files.newInputStream(overrides.resolve(name));
    }
    InputStream in = TemplateFiles.class.getResourceAsStream("/templates/" + name);
    if (in == null) {
      throw new FileNotFoundException("no template templates/" + name);
    }
    return in;
  }
}
