package dev.sallyport.benchmarks.load.keys;

import java.util.random.RandomGenerator;

/**
 * Zipf distribution over ranks from 0: rank {@code r} has a probability proportional to {@code 1 /
 * (r + 1)^s}. Thread-safe.
 */
public final class Zipf {
  private final double[] cumulative;

  public Zipf(int ranks, double s) {
    cumulative = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += Math.pow(rank + 1.0, -s);
      cumulative[rank] = sum;
    }
  }

  public int draw(RandomGenerator random) {
    double drawn = random.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] < drawn) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
