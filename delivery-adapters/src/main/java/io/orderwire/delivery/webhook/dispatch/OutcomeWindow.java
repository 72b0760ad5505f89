package io.orderwire.delivery.webhook.dispatch;

import java.time.Duration;
import java.time.Instant;

/** Counts of the attempts of a while, in ten slices of it. */
final class OutcomeWindow {
  private static final int SLICES = 10;

  private final long sliceMillis;
  private final int[] all = new int[SLICES];
  private final int[] failed = new int[SLICES];
  private long newest = Long.MIN_VALUE;

  OutcomeWindow(Duration length) {
    sliceMillis = Math.max(1, length.toMillis() / SLICES);
  }

  void add(boolean success, Instant now) {
    int slice = slice(now);
    all[slice]++;
    if (!success) {
      failed[slice]++;
    }
  }

  int outcomes(Instant now) {
    slice(now);
    return sum(all);
  }

  /** The part that failed, 0 to 1; 0 for none at all. */
  double errorRate(Instant now) {
    int outcomes = outcomes(now);
    return outcomes == 0 ? 0 : (double) sum(failed) / outcomes;
  }

  /** The slice of now, after those that are over were emptied. */
  private int slice(Instant now) {
    long number = Math.max(newest, Math.floorDiv(now.toEpochMilli(), sliceMillis));
    long over = newest == Long.MIN_VALUE ? SLICES : Math.min(SLICES, number - newest);
    for (long each = number - over + 1; each <= number; each++) {
      all[Math.floorMod(each, SLICES)] = 0;
      failed[Math.floorMod(each, SLICES)] = 0;
    }
    newest = number;
    return Math.floorMod(number, SLICES);
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
