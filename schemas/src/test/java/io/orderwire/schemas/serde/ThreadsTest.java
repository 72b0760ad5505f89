package io.orderwire.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ThreadsTest {

  @Test
  void many_threads_share_one_serde() throws Exception {
    AvroSerde<OrderEvent> serde = AvroSerde.specific(OrderEvent.class, new MemoryRegistry(), false);
    List<Callable<Boolean>> tasks =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(
                thread ->
                    () ->
                        IntStream.range(0, 2_000)
                            .mapToObj(i -> "t".repeat(1 + i % 900) + thread + "-" + i)
                            .map(reason -> Samples.event(new OrderCancelled("partner", reason)))
                            .allMatch(
                                event ->
                                    event.equals(
                                        serde
                                            .deserializer()
                                            .deserialize(
                                                "t", serde.serializer().serialize("t", event)))))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
