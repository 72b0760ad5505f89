package io.orderwire.verify.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A producer's last events, to be sent again. Not safe for threads. */
final class Recent {
  private static final int MOST = 512;

  private final List<Send> sends = new ArrayList<>();
  private int next;

  void add(Send send) {
    if (sends.size() < MOST) {
      sends.add(send);
    } else {
      sends.set(next++ % MOST, send);
    }
  }

  boolean isEmpty() {
    return sends.isEmpty();
  }

  Send pick(RandomGenerator random) {
    return sends.get(random.nextInt(sends.size()));
  }
}
