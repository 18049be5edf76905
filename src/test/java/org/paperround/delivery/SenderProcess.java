package org.paperround.delivery;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.paperround.app.Config;
import org.paperround.app.Paperround;
import org.paperround.platform.config.Settings;

/// A sending node as a process of its own, to be killed by [SenderCrashIT]; configured by the
/// environment.
public final class SenderProcess {
  private SenderProcess() {}

  /// Sends until the process is stopped.
  public static void main(String[] arguments) throws InterruptedException {
    Config config = Config.read(new Settings(Map.of(), System.getenv()));
    Paperround engine = new Paperround(config, InstantSource.system());
    engine.start(List.of(Config.Role.SENDER));
    new CountDownLatch(1).await();
  }
}
