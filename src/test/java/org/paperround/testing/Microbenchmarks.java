package org.paperround.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the classes named `...Benchmark` in a JVM of their own; not among the tests, for nothing is
/// asserted on time: `mvn -q -Dquick -Pjmh test -Dtest=Microbenchmarks -Dbenchmark=Assembly`
/// (docs/reference/benchmarks.md).
class Microbenchmarks {
  @Test
  void run() throws RunnerException {
    String wanted = System.getProperty("benchmark", "");
    assertThat(
            new Runner(
                    new OptionsBuilder()
                        .include("org\\.paperround\\..*" + wanted + ".*Benchmark")
                        .addProfiler(CpuTime.class)
                        .shouldFailOnError(true)
                        .build())
                .run())
        .isNotEmpty();
  }
}
