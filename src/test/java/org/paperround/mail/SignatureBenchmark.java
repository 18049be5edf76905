package org.paperround.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Signing a mail of 40 KB: with RSA by the JDK, with RSA by the fastest provider that there is,
/// and with RSA and Ed25519.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SignatureBenchmark {
  private static final Instant AT = Instant.parse("2026-11-24T06:00:00Z");
  private static final byte[] HEADER =
      "From: The Courier <news@courier.example>\r\nTo: ada@reader.example\r\nSubject: Hello\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BODY =
      "A line of a mail, of some seventy-five characters, as they are in most mails.\r\n"
          .repeat(512)
          .getBytes(StandardCharsets.US_ASCII);

  private Path rsa;
  private Path edwards;
  private DkimSigner jdk;
  private DkimSigner fastest;
  private DkimSigner both;

  @Setup(Level.Trial)
  public void make() throws IOException {
    Path folder = Files.createTempDirectory("paperround-keys");
    rsa = folder.resolve("rsa.pem");
    edwards = folder.resolve("ed25519.pem");
    DkimKey.generate(DkimAlgorithm.RSA).write(rsa);
    DkimKey.generate(DkimAlgorithm.ED25519).write(edwards);
    DkimConfig.Key one = new DkimConfig.Key("r1", rsa);
    DkimConfig alone = new DkimConfig("courier.example", List.of(one));
    jdk = DkimSigner.withJdk(alone);
    fastest = DkimSigner.of(alone, _ -> {});
    both =
        DkimSigner.of(
            new DkimConfig("courier.example", List.of(one, new DkimConfig.Key("e1", edwards))),
            _ -> {});
  }

  @TearDown(Level.Trial)
  public void end() throws IOException {
    Files.delete(rsa);
    Files.delete(edwards);
    Files.delete(rsa.getParent());
  }

  @Benchmark
  public byte[] rsaByTheJdk() {
    return jdk.sign(HEADER, BODY, AT);
  }

  @Benchmark
  public byte[] rsa() {
    return fastest.sign(HEADER, BODY, AT);
  }

  @Benchmark
  public byte[] rsaAndEd25519() {
    return both.sign(HEADER, BODY, AT);
  }
}
