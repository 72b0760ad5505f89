package io.orderwire.bench.suite;

import java.io.IOException;

/** Looks at our side in a round that does not count. Called by the runner's thread. */
public interface RoundWatch {
  /** Looks at nothing. */
  RoundWatch NONE =
      new RoundWatch() {
        @Override
        public void begin() {}

        @Override
        public void end() {}

        @Override
        public void rowEnded(String row) {}
      };

  /** A round begins. */
  void begin() throws IOException, InterruptedException;

  /** It has ended, or failed; all programs run as it left them. */
  void end() throws IOException, InterruptedException;

  /** The row has no more rounds, or failed in this one. */
  void rowEnded(String row) throws IOException;
}
