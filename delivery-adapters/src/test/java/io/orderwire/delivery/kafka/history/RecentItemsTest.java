package io.orderwire.delivery.kafka.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RecentItemsTest {
  private static final int ITEM_BYTES = 1_000;
  private final RecentItems recent = new RecentItems(1_000L * ITEM_BYTES);

  private static Event item(long sequence, EventType type) {
    return new Event(
        new Position(0, sequence),
        type,
        "ord-1",
        Instant.EPOCH,
        new byte[ITEM_BYTES - 300],
        new byte[0]);
  }

  private boolean has(long sequence) {
    return recent.find("acme", new Position(0, sequence)) != null;
  }

  @Test
  void keeps_the_newest_however_often_older_ones_are_read() {
    for (long sequence = 1; sequence <= 5_000; sequence++) {
      recent.put("acme", item(sequence, EventType.CREATED));
      for (long read = Math.max(1, sequence - 900); read < sequence - 100; read += 50) {
        has(read);
      }
    }
    assertThat(has(4_000)).isFalse();
    for (long sequence = 4_001; sequence <= 5_000; sequence++) {
      assertThat(has(sequence)).isTrue();
    }
  }

  @Test
  void replaces_and_removes_what_is_there_and_nothing_else() {
    recent.put("acme", item(1, EventType.CREATED));
    recent.replace("acme", item(1, EventType.ERASED));
    recent.replace("acme", item(2, EventType.ERASED));
    Event first = recent.find("acme", new Position(0, 1));
    assertThat(first).isNotNull();
    assertThat(first.type()).isEqualTo(EventType.ERASED);
    assertThat(has(2)).isFalse();
    recent.remove("acme", new Position(0, 1));
    assertThat(has(1)).isFalse();
    recent.put("acme", item(3, EventType.CREATED));
    recent.forget("acme"::equals);
    assertThat(has(3)).isFalse();
  }
}
