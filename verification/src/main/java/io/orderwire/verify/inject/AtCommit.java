package io.orderwire.verify.inject;

import io.orderwire.processes.Part;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A process is killed when it has written to a topic in a transaction that it has not committed. It
 * is halted for that: a transaction that is open for half a second longer is its own.
 */
record AtCommit(Part part, Outlook outlook, String topic) implements Harm {
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final Duration HALTED = Duration.ofMillis(500);

  @Override
  public boolean awaitMoment(Time time) throws IOException, InterruptedException {
    Duration until = time.now().plus(LONGEST_AWAITED);
    // What is open for so long was left by another one.
    Map<Integer, Long> left = open();
    boolean goesOn = time.sleep(HALTED);
    while (goesOn && time.now().compareTo(until) < 0 && part.runningPid().isPresent()) {
      if (!without(left, open()).isEmpty()) {
        part.halt();
        Map<Integer, Long> halted = without(left, open());
        if (!halted.isEmpty()) {
          goesOn = time.sleep(HALTED);
          halted.entrySet().retainAll(open().entrySet());
        }
        if (goesOn && !halted.isEmpty()) {
          return true;
        }
        part.goOn();
      }
      goesOn = goesOn && time.sleep(BETWEEN);
    }
    return false;
  }

  private static Map<Integer, Long> without(Map<Integer, Long> left, Map<Integer, Long> open) {
    open.entrySet().removeAll(left.entrySet());
    return open;
  }

  /** What is open, as far as anybody tells: another fault may keep Kafka from it. */
  private Map<Integer, Long> open() throws InterruptedException {
    try {
      return new HashMap<>(outlook.openTransactions(topic));
    } catch (IOException e) {
      return new HashMap<>();
    }
  }

  @Override
  public void begin() {
    part.kill();
  }

  @Override
  public void end() {
    // Others start it again.
  }
}
