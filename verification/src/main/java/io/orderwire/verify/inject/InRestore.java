package io.orderwire.verify.inject;

import io.orderwire.processes.Part;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process is killed and started, with its state or without, and killed again when it listens
 * already and reads its state from Kafka.
 *
 * @param seed whether the state is deleted before, and how long it reads
 */
record InRestore(Part part, Path state, long seed, Time time) implements Harm {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final int LONGEST_READ_MILLIS = 500;

  @Override
  public void begin() throws IOException, InterruptedException {
    part.kill();
    if (seed % 2 == 0) {
      StateFiles.delete(state);
    }
    part.begin();
    Duration until = time.now().plus(LONGEST_START);
    while (part.runningPid().isPresent()
        && !part.isListening()
        && time.now().compareTo(until) < 0
        && time.sleep(LOOK)) {}
    if (time.sleep(Duration.ofMillis(seed % LONGEST_READ_MILLIS))
        && part.runningPid().isPresent()) {
      part.kill();
    }
  }

  @Override
  public void end() {
    // Others start it again.
  }
}
