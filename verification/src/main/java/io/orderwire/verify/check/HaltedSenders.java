package io.orderwire.verify.check;

import io.orderwire.verify.record.Delivery;
import io.orderwire.verify.record.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an adapter was about to send to an endpoint when it was halted, it sends when it goes on,
 * one request for each halt: no sender can look at its lease and send at the same moment. Another
 * adapter may have sent it meanwhile. An answer from before the halt was known to the halted one,
 * and excuses nothing. For one endpoint.
 */
final class HaltedSenders {
  /** How long after it goes on. */
  private static final long SOON = 5_000_000_000L;

  private final List<Fault> halts;
  private final Map<Fault, Integer> excused = new HashMap<>();

  HaltedSenders(List<Fault> faults) {
    halts =
        faults.stream()
            .filter(fault -> fault.kind().equals("pause") && fault.target().startsWith("adapter-"))
            .toList();
  }

  /**
   * Whether a request may have come again for this reason.
   *
   * @param number of the request
   * @param confirmedAt since when some sender has had its answer
   */
  boolean excuse(int number, Delivery again, long confirmedAt) {
    for (Fault halt : halts) {
      boolean isOfThatTime = again.at() >= halt.from() && halt.distance(again.at()) <= SOON;
      if (isOfThatTime && confirmedAt > halt.from()) {
        Integer first = excused.putIfAbsent(halt, number);
        if (first == null || first == number) {
          return true;
        }
      }
    }
    return false;
  }
}
