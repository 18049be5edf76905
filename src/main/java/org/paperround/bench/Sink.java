package org.paperround.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the mails of a bench go to, while it is open.
record Sink(int port, Closeable server) implements Closeable {
  /// `program`: where Postfix's `smtp-sink` is; empty for a sink of our own.
  static Sink open(Optional<Path> program) throws IOException {
    if (program.isEmpty()) {
      MailSink sink = new MailSink(0, Duration.ZERO, (_, _) -> {});
      return new Sink(sink.port(), sink);
    }
    int port = SmtpTools.freePort();
    Process sink = SmtpTools.sink(program.get(), port);
    return new Sink(port, sink::destroy);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
