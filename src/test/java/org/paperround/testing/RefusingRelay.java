package org.paperround.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A relay that answers RCPT with the same words to everybody, as a script for
/// [ScriptedSmtpServer], until it is mended; sessions in good order otherwise. Thread-safe.
public final class RefusingRelay implements ScriptedSmtpServer.Script {
  private final String words;
  private final FaultyRelay sound = new FaultyRelay(0, Map.of());
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean mended;

  public RefusingRelay(String words) {
    this.words = words;
  }

  /// Sessions that begin from now on are sound.
  public void mend() {
    mended = true;
  }

  /// How many mails were refused.
  public int refused() {
    return refused.get();
  }

  /// What it takes once it is mended.
  public FaultyRelay sound() {
    return sound;
  }

  @Override
  public void run(ScriptedSmtpServer.Talk talk) throws IOException, InterruptedException {
    if (mended) {
      sound.run(talk);
      return;
    }
    try {
      talk.greet("PIPELINING");
      String command = talk.hear("");
      while (!command.equals("QUIT")) {
        talk.say(answer(command));
        command = talk.hear("");
      }
      talk.say("221 2.0.0 Bye");
    } catch (SocketException e) {
      throw new EOFException("the client left");
    }
  }

  private String answer(String command) {
    if (command.startsWith("RCPT TO:")) {
      refused.incrementAndGet();
      return words;
    }
    return command.equals("DATA") ? "503 5.5.1 RCPT first" : "250 2.0.0 Ok";
  }
}
