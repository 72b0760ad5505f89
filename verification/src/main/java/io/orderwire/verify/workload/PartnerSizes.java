package io.orderwire.verify.workload;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Picks partners by Zipf's law: the n-th is picked 1/n^skew as often as the first. */
final class PartnerSizes {
  private final double[] upTo;

  PartnerSizes(int partners, double skew) {
    upTo = new double[partners];
    double sum = 0;
    for (int i = 0; i < partners; i++) {
      sum += 1 / StrictMath.pow(i + 1.0, skew);
      upTo[i] = sum;
    }
  }

  int pick(RandomGenerator random) {
    double at = random.nextDouble() * upTo[upTo.length - 1];
    int found = Arrays.binarySearch(upTo, at);
    return Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
  }
}
