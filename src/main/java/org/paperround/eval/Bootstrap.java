package org.paperround.eval;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// The bounds that 95 % of bootstrap resamples keep (Efron and Tibshirani 1993). The same ones
/// every time.
record Bootstrap(double low, double high) {
  /// `statistic` is told which of `size` items were drawn, as many as there are, some more than
  /// once.
  static Bootstrap of(int size, int resamples, ToDoubleFunction<int[]> statistic) {
    Random random = new Random(1);
    double[] values = new double[resamples];
    int[] drawn = new int[size];
    for (int i = 0; i < resamples; i++) {
      for (int j = 0; j < size; j++) {
        drawn[j] = random.nextInt(size);
      }
      values[i] = statistic.applyAsDouble(drawn);
    }
    Arrays.sort(values);
    return new Bootstrap(values[(int) (resamples * 0.025)], values[(int) (resamples * 0.975)]);
  }
}
