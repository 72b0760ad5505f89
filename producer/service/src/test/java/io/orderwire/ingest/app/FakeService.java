package io.orderwire.ingest.app;

import io.orderwire.avro.OrderEvent;
import io.orderwire.ingest.Destination;
import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.IngestObserver;
import io.orderwire.ingest.http.ServiceState;
import io.orderwire.producer.Published;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Stands for broker and publisher: accepts everything, unless a test says otherwise. */
final class FakeService implements ServiceState, IngestObserver {

  final List<OrderEvent> published = new CopyOnWriteArrayList<>();
  final List<ErrorCode> rejections = new CopyOnWriteArrayList<>();
  private final AtomicLong offsets = new AtomicLong();
  volatile Function<OrderEvent, CompletableFuture<Published>> answer = this::accept;
  volatile boolean ready = true;
  volatile boolean stopping;
  volatile boolean brokerAway;

  void reset() {
    published.clear();
    rejections.clear();
    answer = this::accept;
    ready = true;
    stopping = false;
    brokerAway = false;
  }

  CompletableFuture<Published> accept(OrderEvent event) {
    published.add(event);
    return CompletableFuture.completedFuture(new Published(3, offsets.getAndIncrement(), null));
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public boolean isStopping() {
    return stopping;
  }

  @Override
  public boolean isBrokerAway() {
    return brokerAway;
  }

  @Override
  public Destination forOneBody() {
    return event -> answer.apply(event);
  }

  @Override
  public Destination forStream() {
    return event -> answer.apply(event);
  }

  @Override
  public IngestObserver observer() {
    return this;
  }

  @Override
  public void accepted(Duration took) {}

  @Override
  public void rejected(ErrorCode code) {
    rejections.add(code);
  }
}
