package io.orderwire.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderwire.avro.OrderEvent;
import io.orderwire.testkit.StubRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpRegistryClientTest {
  private static final Schema V1 = parse("{\"name\":\"a\",\"type\":\"string\"}");
  private static final Schema V2 =
      parse("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":1}");
  private static final Schema INCOMPATIBLE = parse("{\"name\":\"c\",\"type\":\"int\"}");
  private static final Retries QUICK =
      new Retries(3, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(60));

  private final StubRegistry registry = StubRegistry.start();
  private final HttpRegistryClient client = client(QUICK);

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void gives_back_what_it_registered() {
    int id = client.register("s-value", V1);

    assertThat(client.byId(id)).isEqualTo(V1);
    assertThat(client.idOf("s-value", V1)).isEqualTo(id);
    assertThat(client.register("s-value", V1)).isEqualTo(id);
  }

  @Test
  void gives_the_latest_version() {
    client.register("s-value", V1);
    int id = client.register("s-value", V2);

    assertThat(client.latest("s-value")).isEqualTo(new RegisteredSchema("s-value", 2, id, V2));
  }

  @Test
  void sends_a_schema_self_contained_and_without_java_s_own_properties() {
    client.register("s-value", OrderEvent.getClassSchema());

    assertThat(registry.requests().get(0).body())
        .doesNotContain("avro.java.string")
        .contains("OrderItem", "\\\"doc\\\"");
    assertThat(client.byId(1).getField("data").schema().getTypes()).hasSize(4);
  }

  @Test
  void finds_by_the_file_s_text_what_a_generated_class_registered() {
    int id = client.register("s-value", OrderEvent.getClassSchema());

    assertThat(client.idOf("s-value", client.byId(id))).isEqualTo(id);
  }

  @Test
  void tells_the_kinds_of_absence_apart() {
    client.register("s-value", V1);

    assertThat(absence(() -> client.byId(99))).isEqualTo(40403);
    assertThat(absence(() -> client.latest("other"))).isEqualTo(40401);
    assertThat(absence(() -> client.idOf("s-value", V2))).isEqualTo(40403);
  }

  @Test
  void does_not_take_a_404_of_a_wrong_url_for_an_unknown_id() {
    try (HttpRegistryClient wrong =
        new HttpRegistryClient(RegistrySettings.of(registry.url() + "/wrong"))) {
      assertThatThrownBy(() -> wrong.byId(1)).isInstanceOf(RegistryException.Refused.class);
    }
  }

  @Test
  void calls_a_schema_that_avro_does_not_accept_unusable() {
    int garbage = registry.register("s-value", "syntax = \"proto3\";");
    int badDefault =
        registry.register(
            "s-value",
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":"
                + "[{\"name\":\"a\",\"type\":\"int\",\"default\":\"x\"}]}");

    assertThatThrownBy(() -> client.byId(garbage)).isInstanceOf(RegistryException.Unusable.class);
    assertThatThrownBy(() -> client.byId(badDefault))
        .isInstanceOf(RegistryException.Unusable.class);
  }

  @Test
  void sets_and_gets_a_subject_s_compatibility() {
    assertThat(client.compatibility("s-value")).isEmpty();

    client.setCompatibility("s-value", Compatibility.BACKWARD_TRANSITIVE);

    assertThat(client.compatibility("s-value")).contains(Compatibility.BACKWARD_TRANSITIVE);
  }

  @Test
  void sets_a_compatibility_again_that_another_client_was_setting_at_the_same_time() {
    registry.failNext(1, 409);

    client.setCompatibility("s-value", Compatibility.BACKWARD_TRANSITIVE);

    assertThat(client.compatibility("s-value")).contains(Compatibility.BACKWARD_TRANSITIVE);
  }

  @Test
  void reports_an_incompatible_schema_as_such() {
    client.setCompatibility("s-value", Compatibility.BACKWARD_TRANSITIVE);
    client.register("s-value", V1);

    assertThatThrownBy(() -> client.register("s-value", INCOMPATIBLE))
        .isInstanceOf(RegistryException.Incompatible.class);
  }

  @Test
  void asks_again_after_5xx_and_429() {
    for (int status : List.of(500, 502, 503, 429)) {
      registry.failNext(3, status);
      assertThat(client.register("s-value", V1)).isEqualTo(1);
    }
    assertThat(registry.requests()).hasSize(16);
  }

  @Test
  void gives_up_after_the_last_retry() {
    registry.failNext(4, 503);

    assertThatThrownBy(() -> client.byId(1))
        .isInstanceOf(RegistryException.Unavailable.class)
        .hasMessageContaining("status 503");
    assertThat(registry.requests()).hasSize(4);
  }

  @Test
  void does_not_ask_again_after_a_refusal() {
    registry.failNext(1, 403);

    RegistryException.Refused refused =
        catchThrowableOfType(RegistryException.Refused.class, () -> client.byId(1));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void begins_no_attempt_after_the_total_time() {
    registry.setAvailable(false);
    try (HttpRegistryClient bounded =
        client(
            new Retries(
                1_000_000, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(50)))) {
      assertThatThrownBy(() -> bounded.byId(1)).isInstanceOf(RegistryException.Unavailable.class);
    }
  }

  @Test
  void goes_on_when_the_registry_returns() {
    registry.setAvailable(false);
    CompletableFuture<Integer> id =
        CompletableFuture.supplyAsync(
            () ->
                client(new Retries(1_000, QUICK.first(), QUICK.longest(), QUICK.total()))
                    .register("s-value", V1));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> registry.requests().size() >= 2);

    registry.setAvailable(true);

    assertThat(id.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1);
  }

  @Test
  void turns_to_the_next_url_and_stays_there() {
    try (StubRegistry dead = StubRegistry.start();
        HttpRegistryClient both = client(List.of(dead.url(), registry.url()), Retries.NONE)) {
      dead.setAvailable(false);

      int id = both.register("s-value", V1);

      assertThat(both.byId(id)).isEqualTo(V1);
      assertThat(dead.requests()).as("requests to the dead one").hasSizeLessThanOrEqualTo(2);
      assertThat(registry.requests()).hasSize(2);
    }
  }

  @Test
  void authenticates_when_told_to() {
    registry.requireBasicAuth("user", "pass:word");
    try (HttpRegistryClient known =
        new HttpRegistryClient(
            RegistrySettings.of(registry.url()).withBasicAuth("user:pass:word"))) {
      assertThat(known.register("s-value", V1)).isEqualTo(1);
    }
    assertThatThrownBy(() -> client.byId(1))
        .isInstanceOf(RegistryException.Refused.class)
        .hasMessageContaining("401");
  }

  @Test
  void never_prints_a_password() {
    RegistrySettings settings =
        RegistrySettings.of("http://user:secret1@localhost:1").withBasicAuth("user:secret2");

    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void encodes_subjects_for_the_path() {
    client.register("a/b c+ü-value", V1);

    assertThat(registry.requests().get(0).path()).isEqualTo("/subjects/a/b c+ü-value/versions");
  }

  @Test
  void stops_waiting_when_it_is_closed() {
    registry.setAvailable(false);
    HttpRegistryClient patient =
        client(new Retries(100, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(200)));
    CompletableFuture<Schema> asked = CompletableFuture.supplyAsync(() -> patient.byId(1));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !registry.requests().isEmpty());

    patient.close();

    assertThat(asked)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .withCauseInstanceOf(RegistryException.Unavailable.class);
  }

  @Test
  void keeps_the_interrupt_flag() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryException.Unavailable.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private HttpRegistryClient client(Retries retries) {
    return client(List.of(registry.url()), retries);
  }

  private static HttpRegistryClient client(List<String> urls, Retries retries) {
    return new HttpRegistryClient(
        new RegistrySettings(
            urls.stream().map(URI::create).toList(),
            null,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            retries),
        () -> 0.5);
  }

  private static int absence(org.assertj.core.api.ThrowableAssert.ThrowingCallable asked) {
    return catchThrowableOfType(RegistryException.NotFound.class, asked).errorCode();
  }

  private static Schema parse(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }
}
