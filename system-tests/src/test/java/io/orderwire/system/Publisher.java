package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends events of several partners, a few at a time, for as long as it is open. */
final class Publisher implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int BATCH = 5;

  private final LocalSystem system;
  private final Map<String, List<JsonNode>> sent = new LinkedHashMap<>();
  private final Thread loop;
  private volatile boolean open = true;
  private volatile @Nullable Throwable failure;

  private Publisher(LocalSystem system, List<String> partnerIds) {
    this.system = system;
    partnerIds.forEach(id -> sent.put(id, new ArrayList<>()));
    this.loop = Thread.ofPlatform().name("publisher").start(this::publish);
  }

  static Publisher open(LocalSystem system, List<String> partnerIds) {
    return new Publisher(system, partnerIds);
  }

  /** Ends the sending and gives what was sent, which was all accepted. */
  Map<String, List<JsonNode>> finish() throws InterruptedException {
    close();
    loop.join();
    assertThat(failure).as("failure of the publisher").isNull();
    return sent;
  }

  @Override
  public void close() {
    open = false;
  }

  private void publish() {
    try {
      for (int round = 0; open; round++) {
        for (String partnerId : sent.keySet()) {
          batch(partnerId, round);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (RuntimeException | AssertionError e) {
      failure = e;
    }
  }

  private void batch(String partnerId, int round) {
    List<JsonNode> events = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      String order = "ord-" + round + "-" + i;
      events.add(JSON.readTree(SampleEvents.created(partnerId, order, UUID.randomUUID())));
    }
    Answer answer = system.ingest().post("/v1/events", JSON.writeValueAsString(events));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(BATCH);
    Objects.requireNonNull(sent.get(partnerId)).addAll(events);
  }
}
