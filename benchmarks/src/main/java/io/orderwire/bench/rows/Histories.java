package io.orderwire.bench.rows;

import io.orderwire.bench.system.Stage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Two systems for rows on growth: one that stays small, one that only grows. For one thread. */
public final class Histories {
  /** How many partners share the items of a system. */
  static final int PARTNERS = 10;

  private static final long SMALL = 10_000;

  private final Stage stage;
  private @Nullable Grown small;
  private @Nullable Grown large;

  /** Starts nothing yet. */
  public Histories(Stage stage) {
    this.stage = stage;
  }

  /** A system with ten thousand items, and what the rounds have added. */
  Grown small() throws IOException, InterruptedException {
    if (small == null) {
      small = new Grown(stage, "small", PARTNERS);
      small.growTo(SMALL);
    }
    return small;
  }

  /** A system with so many items or, where it has grown further already, more. */
  Grown large(long items) throws IOException, InterruptedException {
    if (large == null) {
      large = new Grown(stage, "large", PARTNERS);
    }
    large.growTo(items);
    return large;
  }
}
