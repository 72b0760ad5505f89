package io.orderwire.verify.workload;

import io.orderwire.avro.OrderEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a send carries. */
public sealed interface Payload {

  /**
   * An event.
   *
   * @param value the event, not necessarily valid
   */
  record Event(OrderEvent value) implements Payload {}

  /**
   * Bytes that are no record.
   *
   * @param value not empty; the first is not 0, so that they do not begin as Confluent's wire
   *     format
   */
  record Bytes(byte[] value) implements Payload {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes(byte[] bytes) && Arrays.equals(value, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return value.length + " bytes";
    }
  }
}
