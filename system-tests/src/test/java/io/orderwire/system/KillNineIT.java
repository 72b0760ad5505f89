package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A service is killed with -9 again and again while events come in, at random moments, with pollers
 * and streams watching. How often is set by {@code orderwire.kills}, the moments by {@code
 * orderwire.seed}.
 */
class KillNineIT {
  private static final int KILLS = Integer.getInteger("orderwire.kills", 2);

  private final LocalSystem system = LocalSystem.shared();
  private final Random random = new Random(Long.getLong("orderwire.seed", 20_261_124));

  @Test
  void histories_are_the_same_to_the_byte_however_often_the_processor_is_killed()
      throws InterruptedException {
    watchWhileKilling(system.processor(), "kill-processor");
  }

  @Test
  void histories_are_the_same_to_the_byte_however_often_the_adapter_is_killed()
      throws InterruptedException {
    watchWhileKilling(system.adapter(), "kill-adapter");
  }

  private void watchWhileKilling(ServiceProcess victim, String prefix) throws InterruptedException {
    List<String> ids = Stream.of("a", "b", "c").map(suffix -> prefix + "-" + suffix).toList();
    Map<String, PartnerApi> partners = new LinkedHashMap<>();
    Map<String, Poller> pollers = new LinkedHashMap<>();
    Map<String, EventStream> streams = new LinkedHashMap<>();
    for (String id : ids) {
      PartnerApi partner = system.addPartner(id);
      partners.put(id, partner);
      pollers.put(id, Poller.open(partner));
      streams.put(id, EventStream.open(partner.http(), "?since=1970-01-01T00:00:00Z"));
    }
    try (Publisher publisher = Publisher.open(system, ids)) {
      kill(victim);
      Map<String, List<JsonNode>> sent = publisher.finish();
      int total = sent.values().stream().mapToInt(List::size).sum();
      System.out.printf("%d kills, %,d events%n", KILLS, total);
      partners.forEach(
          (id, partner) -> check(id, partner, of(pollers, id), of(streams, id), of(sent, id)));
    } finally {
      pollers.values().forEach(Poller::close);
      streams.values().forEach(EventStream::close);
    }
  }

  private void kill(ServiceProcess victim) {
    for (int kill = 0; kill < KILLS; kill++) {
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(100, 3_000)).toNanos());
      victim.kill();
      victim.start();
      // Half of the time it is killed again before it could serve.
      if (random.nextBoolean() || kill == KILLS - 1) {
        victim.awaitReady();
      }
    }
  }

  private void check(
      String id, PartnerApi partner, Poller poller, EventStream stream, List<JsonNode> sent) {
    List<Item> history = partner.whenAtLeast(sent.size());
    Histories.assertThatTheyAre(history, sent);

    stream.awaitItems(history.size());
    await().atMost(Duration.ofMinutes(2)).until(() -> poller.items().size() >= history.size());
    assertThat(poller.items()).as("what %s saw by polling", id).isEqualTo(history);
    assertThat(stream.items().stream().map(EventStream.Frame::data).toList())
        .as("what %s saw over SSE", id)
        .isEqualTo(history.stream().map(Item::raw).toList());

    List<HistoryTopic.Slot> committed = committed(id, history.size());
    assertThat(committed)
        .extracting(HistoryTopic.Slot::sequence)
        .isEqualTo(Histories.sequences(history.size()));
    List<HistoryTopic.Slot> everWritten = new HistoryTopic(system).slots(id, "read_uncommitted");
    assertThat(new ArrayList<>(everWritten))
        .as("aborted attempts of %s differ in nothing from what was committed", id)
        .allMatch(slot -> slot.equals(committed.get((int) slot.sequence() - 1)));
  }

  /** Adapters read what is not committed yet, so the commit may come a little later. */
  private List<HistoryTopic.Slot> committed(String id, int count) {
    HistoryTopic topic = new HistoryTopic(system);
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> topic.slots(id, "read_committed"), slots -> slots.size() >= count);
  }

  private static <T> T of(Map<String, T> byPartner, String id) {
    return Objects.requireNonNull(byPartner.get(id));
  }
}
