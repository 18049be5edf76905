package org.paperround.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/// What `--version` says: the version in the jar's manifest, and the Java it runs on.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "Paperround " + (version == null ? "(not from a jar)" : version), "Java " + Runtime.version()
    };
  }
}
