package io.orderwire.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.AuditEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two adapters share the partitions; a partner may ask either of them for anything. With so many
 * partners each of the two has some of them.
 */
class ForwardingIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PARTNERS = 24;
  private static final int EVENTS = 5;

  @Test
  void every_instance_answers_for_every_partner() throws Exception {
    try (LocalSystem system = LocalSystem.start("forwarding")) {
      Map<String, String> keys = new LinkedHashMap<>();
      for (int n = 0; n < PARTNERS; n++) {
        keys.put("forwarding-" + n, system.newKey("forwarding-" + n));
      }
      publish(system, keys.keySet());
      keys.values().forEach(key -> new PartnerApi(first(system, key)).whenAtLeast(EVENTS));
      try (ServiceProcess second = system.anotherAdapter("second")) {
        second.awaitReady();
        awaitAnswers(system, second, keys);
        for (String key : keys.values()) {
          Http one = first(system, key);
          Http other = system.partnersAt(second).withToken(key);
          sameAnswers(one, other);
          changesAreSeenByBoth(one, other);
        }
        changesAreRecordedWithWhereTheyCameFrom(system, second, keys);
        try (Streams streams = new Streams(system, second, keys)) {
          publish(system, keys.keySet());
          streams.awaitItems();
        }
      }
      keys.values().forEach(key -> new PartnerApi(first(system, key)).whenAtLeast(2 * EVENTS));
    }
  }

  private static Http first(LocalSystem system, String key) {
    return system.partners().withToken(key);
  }

  /** Until the partitions are shared, and each instance knows who has them. */
  private static void awaitAnswers(
      LocalSystem system, ServiceProcess second, Map<String, String> keys) {
    await()
        .atMost(LONG)
        .until(
            () ->
                keys.values().stream()
                    .allMatch(
                        key ->
                            answers(first(system, key))
                                && answers(system.partnersAt(second).withToken(key))));
  }

  private static boolean answers(Http http) {
    return http.get("/v1/orders/events?limit=1").status() == 200;
  }

  private static void sameAnswers(Http one, Http other) {
    for (String path :
        List.of(
            "/v1/orders/events?limit=2",
            "/v1/orders/created-history?limit=3",
            "/v1/orders/events?limit=0",
            "/v1/orders/ord-1",
            "/v1/subscriptions")) {
      Answer there = one.get(path);
      Answer here = other.get(path);
      assertThat(here.status()).as(path).isEqualTo(there.status());
      assertThat(withoutRequest(here)).as(path).isEqualTo(withoutRequest(there));
    }
  }

  private static String withoutRequest(Answer answer) {
    return answer.text().replaceAll("urn:orderwire:request:[A-Za-z0-9._-]+", "");
  }

  private static void changesAreSeenByBoth(Http one, Http other) {
    String cursor = one.get("/v1/orders/events?limit=1").json().path("cursor").asString();
    Answer acknowledged =
        other.post("/v1/orders/events/ack", "{\"cursor\":\"%s\"}".formatted(cursor));
    assertThat(acknowledged.status()).as(acknowledged.text()).isBetween(200, 204);
    assertThat(one.get("/v1/subscriptions").text()).contains(cursor);
    assertThat(other.get("/v1/subscriptions").text()).contains(cursor);
  }

  /** Both instances are asked for a change, of which one passes it on. */
  private static void changesAreRecordedWithWhereTheyCameFrom(
      LocalSystem system, ServiceProcess second, Map<String, String> keys) throws IOException {
    InetAddress address = InetAddress.getByName("127.0.0.2");
    for (String partner : List.of("forwarding-0", "forwarding-1")) {
      String key = requireNonNull(keys.get(partner));
      for (Http http : List.of(first(system, key), system.partnersAt(second).withToken(key))) {
        Answer made =
            http.from(address).post("/v1/webhooks/endpoints", "{\"url\":\"http://127.0.0.1:9/\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
      }
      assertThat(new AuditTopic(system).entries(partner))
          .filteredOn(entry -> entry.getActorKind().equals("partner_key"))
          .extracting(AuditEntry::getOrigin)
          .containsExactly("127.0.0.2", "127.0.0.2");
    }
  }

  private static void publish(LocalSystem system, Iterable<String> partners) {
    for (String partner : partners) {
      SampleEvents.post(
          system,
          IntStream.range(0, EVENTS)
              .mapToObj(n -> SampleEvents.created(partner, "ord-" + n, UUID.randomUUID())));
    }
  }

  /** A stream of each partner at each instance, from now on. */
  private static final class Streams implements AutoCloseable {
    private final List<EventStream> all;

    Streams(LocalSystem system, ServiceProcess second, Map<String, String> keys) {
      all =
          keys.values().stream()
              .flatMap(
                  key ->
                      List.of(first(system, key), system.partnersAt(second).withToken(key))
                          .stream())
              .map(http -> EventStream.open(http, ""))
              .toList();
      all.forEach(stream -> stream.awaitConnections(1));
    }

    void awaitItems() {
      for (EventStream stream : all) {
        stream.awaitItems(EVENTS);
        assertThat(stream.items().stream().map(EventStream.Frame::id).distinct()).hasSize(EVENTS);
      }
    }

    @Override
    public void close() {
      all.forEach(EventStream::close);
    }
  }
}
