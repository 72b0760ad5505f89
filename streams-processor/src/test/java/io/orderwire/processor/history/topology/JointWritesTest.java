package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.processor.history.ContentHash;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Remembered;
import io.orderwire.processor.history.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JointWritesTest {
  private static final UUID ID = new UUID(1, 1);

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final KeyValueStore<byte[], byte[]> bytes = store("inputs");
  private final WriteBehind<Integer, InputState> inputs =
      new WriteBehind<>(bytes, 1, SequencerTopology.INPUT_FORM);
  private final List<byte[]> logged = new ArrayList<>();
  private final IdStore ids =
      new IdStore("ids", _ -> new MemoryIdTable(), _ -> (key, _) -> logged.add(key), 1);

  JointWritesTest() {
    bytes.init(context.getStateStoreContext(), bytes);
    ids.init(context.getStateStoreContext(), ids);
  }

  @AfterEach
  void forget() {
    JointWrites.forget(inputs);
    JointWrites.forget(ids);
  }

  @Test
  void whichever_store_is_asked_first_all_of_the_thread_write() {
    change();
    WriteBehind<Integer, InputState> other =
        new WriteBehind<>(store("other"), 1, SequencerTopology.INPUT_FORM);
    other.flushCache();
    assertThat(logged).hasSize(1);
    assertThat(bytes.approximateNumEntries()).isEqualTo(1);
    ids.flushCache();
    assertThat(logged).as("not again").hasSize(1);
  }

  @Test
  void a_store_writes_for_each_commit_anew() {
    change();
    inputs.flushCache();
    change();
    inputs.flushCache();
    assertThat(logged).hasSize(2);
  }

  @Test
  void another_threads_stores_do_not_write() {
    try (var threads = Executors.newSingleThreadExecutor()) {
      CompletableFuture.runAsync(this::change, threads).join();
      JointWrites.writeAll();
      assertThat(logged).isEmpty();
      CompletableFuture.runAsync(JointWrites::writeAll, threads).join();
      assertThat(logged).hasSize(1);
    }
  }

  @Test
  void what_was_aborted_or_closed_does_not_write() {
    change();
    ids.clearCache();
    inputs.clearCache();
    JointWrites.writeAll();
    assertThat(logged).isEmpty();
    change();
    ids.close();
    JointWrites.writeAll();
    assertThat(logged).isEmpty();
  }

  @Test
  void a_store_that_fails_still_has_to_write() {
    boolean[] fails = {true};
    int[] written = {0};
    JointWrites.Store failing =
        () -> {
          if (fails[0]) {
            throw new IllegalStateException("no");
          }
          written[0]++;
        };
    JointWrites.changed(failing);
    assertThatThrownBy(JointWrites::writeAll).isInstanceOf(IllegalStateException.class);
    fails[0] = false;
    JointWrites.writeAll();
    JointWrites.writeAll();
    assertThat(written[0]).isEqualTo(1);
  }

  private void change() {
    inputs.put(0, new InputState(new RulesVersion(1, 1), ID, 0));
    ids.window()
        .remember(
            "acme",
            ID,
            null,
            new Remembered(1, new ContentHash(1, 2), Instant.EPOCH, new Slot(0, 1)),
            new Head(List.of(), 1, 1, Instant.EPOCH));
  }

  private static KeyValueStore<byte[], byte[]> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withLoggingDisabled()
        .build();
  }
}
