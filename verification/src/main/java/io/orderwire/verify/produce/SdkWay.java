package io.orderwire.verify.produce;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.EventStream;
import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.verify.time.Time;
import io.orderwire.verify.workload.Payload;
import io.orderwire.verify.workload.Send;
import java.time.Duration;
import java.util.List;

/** The SDK, as a JVM service uses it. Behind a failure it goes on with a new stream of events. */
final class SdkWay implements Way {
  private static final Duration CLOSE_WITHIN = Duration.ofMinutes(2);

  private final OrderEventPublisher publisher;
  private final SendLog log;
  private final Time time;
  private EventStream stream;
  private int generation = 1;

  SdkWay(String bootstrapServers, String registryUrl, SendLog log, Time time) {
    publisher =
        OrderEventPublisher.builder()
            .bootstrapServers(bootstrapServers)
            .schemaRegistryUrl(registryUrl)
            .closeTimeout(CLOSE_WITHIN)
            .build();
    stream = publisher.newStream();
    this.log = log;
    this.time = time;
  }

  @Override
  public void send(List<Send> sends) {
    sends.forEach(this::send);
  }

  private void send(Send send) {
    if (!(send.payload() instanceof Payload.Event(OrderEvent event)) || !log.maySend(send)) {
      return;
    }
    SendLog.Attempt attempt = log.sending(send);
    if (attempt.generation() != generation) {
      generation = attempt.generation();
      stream = publisher.newStream();
    }
    var _ =
        stream
            .publish(event)
            .whenComplete(
                (_, failure) -> {
                  if (failure == null) {
                    attempt.acknowledged();
                  } else {
                    attempt.failed();
                  }
                });
  }

  @Override
  public void close() {
    if (time.isOver()) {
      publisher.close(Duration.ZERO);
    } else {
      publisher.close();
    }
  }
}
