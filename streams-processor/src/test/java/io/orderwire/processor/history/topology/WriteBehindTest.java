package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.processor.history.Head;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
  private final KeyValueStore<byte[], byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("x"), Serdes.ByteArray(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final WriteBehind<String, Head> heads =
      new WriteBehind<>(
          store,
          2,
          new WriteBehind.Form<>(
              partner -> partner.getBytes(UTF_8), HeadCodec::toBytes, HeadCodec::fromBytes));

  @BeforeEach
  void open() {
    var context = new MockProcessorContext<Void, Void>();
    store.init(context.getStateStoreContext(), store);
  }

  @Test
  void writes_what_changed_before_a_commit_and_once() {
    heads.put("a", head(1));
    heads.put("a", head(2));
    assertThat(stored()).isEmpty();
    heads.flushCache();
    assertThat(stored()).isEqualTo(Map.of("a", 2L));
    store.delete("a".getBytes(UTF_8));
    heads.flushCache();
    assertThat(stored()).as("not again").isEmpty();
  }

  @Test
  void writes_what_it_cannot_keep_and_reads_it_again() {
    heads.put("a", head(1));
    heads.put("b", head(2));
    heads.put("c", head(3));
    assertThat(stored()).isEqualTo(Map.of("a", 1L));
    assertThat(heads.get("a")).isEqualTo(head(1));
    heads.put("a", head(4));
    heads.flushCache();
    assertThat(stored()).isEqualTo(Map.of("a", 4L, "b", 2L, "c", 3L));
  }

  @Test
  void keeps_nothing_of_what_was_aborted() {
    heads.put("a", head(1));
    heads.clearCache();
    assertThat(heads.get("a")).isNull();
    heads.flushCache();
    assertThat(stored()).isEmpty();
  }

  private static Head head(long accepted) {
    return new Head(List.of(), 1, accepted, Instant.EPOCH);
  }

  private Map<String, Long> stored() {
    Map<String, Long> all = new TreeMap<>();
    try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<byte[], byte[]> entry = entries.next();
        all.put(new String(entry.key, UTF_8), HeadCodec.fromBytes(entry.value).accepted());
      }
    }
    return all;
  }
}
