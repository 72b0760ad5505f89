package io.orderwire.delivery.kafka.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.delivery.history.Owners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is connected before it is started, so there is no broker. */
class NotStartedTest {
  private static final String ADDRESS = "first.example:8080";

  @TempDir private Path directory;

  @Test
  void knows_of_no_other_instance_and_is_not_ready() {
    try (RocksMemory memory = new RocksMemory(16 << 20);
        HistoryStreams streams = streams(memory)) {
      assertThat(streams.owners(Owners.Instance.parse(ADDRESS)).of("acme"))
          .isEqualTo(new Owners.Owner.Nobody());
      assertThat(streams.isReady()).isFalse();
      assertThat(streams.isAlive()).isTrue();
    }
  }

  private HistoryStreams streams(RocksMemory memory) {
    Entries entries = new Entries(new MemoryRegistry());
    return new HistoryStreams(
        new StreamsSettings(
            "group",
            "first",
            directory,
            1,
            1,
            Duration.ofSeconds(6),
            ADDRESS,
            Duration.ofDays(1),
            Map.of("bootstrap.servers", "127.0.0.1:1")),
        new Partitions(1),
        memory,
        new RecentItems(1 << 20),
        (stopping, beforeWaiting) ->
            entries.decoder(Duration.ofSeconds(1), stopping, beforeWaiting),
        new SimpleMeterRegistry());
  }
}
