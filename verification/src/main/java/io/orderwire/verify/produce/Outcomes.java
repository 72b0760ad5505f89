package io.orderwire.verify.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.BitSet;

/** What became of the lines of a request, as far as its answer tells. For one thread. */
final class Outcomes {
  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  private final int size;
  private final BitSet accepted = new BitSet();

  /**
   * Nothing is known.
   *
   * @param size how many events the request had
   */
  Outcomes(int size) {
    this.size = size;
  }

  /**
   * Reads the answer's lines; those before a line that is cut off count.
   *
   * @throws IOException if one is cut off
   */
  void read(byte[] lines) throws IOException {
    try (MappingIterator<JsonNode> results = JSON.readValues(lines)) {
      while (results.hasNextValue()) {
        JsonNode result = results.nextValue();
        int index = result.path("index").asInt(-1);
        if (index >= 0 && index < size && result.path("status").asText().equals("accepted")) {
          accepted.set(index);
        }
      }
    }
  }

  /** Whether it was answered that this event is stored, from 0. */
  boolean isAccepted(int index) {
    return accepted.get(index);
  }

  /** The first event of which that was not answered, or the number of events. */
  int firstNotAccepted() {
    return accepted.nextClearBit(0);
  }
}
