package io.orderwire.system;

import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures how long an event takes from {@code publish} in the SDK to its frame at a client of the
 * stream, all processes and clients on this machine. Prints percentiles in milliseconds. Events are
 * due at fixed times, and their latency counts from when they were due.
 *
 * <p>Run it from the module's directory, with the test class path and {@code -Dorderwire.root}.
 * Arguments: events a second, seconds, partners; 1,000, 60 and 20 by default.
 */
final class Latency {
  private static final int WARM_UP_SECONDS = 20;

  private Latency() {}

  public static void main(String[] args) throws InterruptedException {
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    int partners = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    try (LocalSystem system = LocalSystem.start("latency");
        OrderEventPublisher publisher =
            OrderEventPublisher.builder()
                .bootstrapServers(system.bootstrapServers())
                .schemaRegistryUrl(system.registryUrl())
                .linger(Duration.ZERO)
                .build()) {
      List<EventStream> streams = new ArrayList<>();
      for (int n = 0; n < partners; n++) {
        PartnerApi partner = system.addPartner("latency-" + n);
        streams.add(EventStream.open(partner.http(), "?since=1970-01-01T00:00:00Z"));
      }
      streams.forEach(stream -> stream.awaitConnections(1));
      run(publisher, streams, rate, WARM_UP_SECONDS, "warm-up");
      run(publisher, streams, rate, seconds, "measured");
      streams.forEach(EventStream::close);
    }
  }

  private static void run(
      OrderEventPublisher publisher,
      List<EventStream> streams,
      int rate,
      int seconds,
      String name) {
    int count = rate * seconds;
    int before = streams.stream().mapToInt(stream -> stream.items().size()).sum();
    Map<String, Long> due = new HashMap<>(count * 2);
    List<CompletableFuture<Published>> published = new ArrayList<>(count);
    long start = System.nanoTime();
    for (int n = 0; n < count; n++) {
      long at = start + n * 1_000_000_000L / rate;
      while (System.nanoTime() < at) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      String order = name + "-" + n;
      due.put(order, at);
      published.add(
          publisher.publish(SampleEvents.created("latency-" + n % streams.size(), order)));
    }
    published.forEach(CompletableFuture::join);
    double took = (System.nanoTime() - start) / 1e9;
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                streams.stream().mapToInt(stream -> stream.items().size()).sum() >= before + count);
    Histogram histogram = new Histogram(Duration.ofMinutes(5).toNanos(), 3);
    for (EventStream stream : streams) {
      for (EventStream.Frame frame : stream.items()) {
        Long at = due.get(Item.of(frame.data()).json().path("order_id").asString());
        if (at != null) {
          histogram.recordValue(Math.max(0, frame.receivedNanos() - at));
        }
      }
    }
    System.out.printf(
        "%s: %,d events in %.1f s, %d streams; ms: %s%n",
        name, histogram.getTotalCount(), took, streams.size(), Percentiles.of(histogram));
  }
}
