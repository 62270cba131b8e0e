package dev.sallyport.benchmarks.load;

import java.util.random.RandomGenerator;

/**
 * Draws ranks from 0 up, the first most often: rank {@code r} with a probability in proportion to
 * {@code 1 / (r + 1)^s}. Thread-safe.
 */
final class Zipf {
  private final double[] cumulated;

  Zipf(int ranks, double s) {
    cumulated = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += Math.pow(rank + 1.0, -s);
      cumulated[rank] = sum;
    }
  }

  int draw(RandomGenerator random) {
    double drawn = random.nextDouble() * cumulated[cumulated.length - 1];
    int low = 0;
    int high = cumulated.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulated[middle] < drawn) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
