package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a partner does with its endpoints, as its server sees it. */
class WebhookLifecycleIT {
  private static Receiver receiver;

  private final LocalSystem system = LocalSystem.shared();

  @BeforeAll
  static void startReceiver() {
    receiver = Receiver.start();
  }

  @AfterAll
  static void stopReceiver() {
    receiver.close();
  }

  @Test
  void a_handshake_comes_before_the_first_item() {
    WebhookPartner partner = partner("handshake").post(3);
    Inbox inbox = partner.inbox("one");

    partner.api().active(inbox, "\"start\":\"beginning\"");
    partner.checkAllCameOnceInSequence(inbox);

    assertThat(inbox.messages("endpoint.verification")).hasSize(1);
    assertThat(inbox.arrivals().getFirst().isMessage()).isTrue();
  }

  @Test
  void a_cloudevents_handshake_asks_first_and_its_rate_is_kept_to() {
    WebhookPartner partner = partner("options").post(9);
    Inbox inbox = partner.inbox("one").allowing(180);

    String endpoint =
        partner
            .api()
            .active(
                inbox,
                "\"order\":\"none\",\"format\":\"cloudevents\",\"handshake\":\"cloudevents\","
                    + "\"start\":\"beginning\"")
            .id();
    List<Arrival> items = inbox.awaitTaken(9).items();

    assertThat(inbox.asks()).hasSize(1);
    assertThat(inbox.asks().getFirst()).containsKey("webhook-request-origin");
    assertThat(inbox.messages("endpoint.verification")).isEmpty();
    assertThat(partner.api().get(endpoint).at("/limits/requests_per_minute").asInt())
        .isEqualTo(180);
    // At three a second, with as many at once in the beginning, six more take two seconds.
    long span = items.getLast().receivedNanos() - items.getFirst().receivedNanos();
    assertThat(Duration.ofNanos(span)).isGreaterThan(Duration.ofMillis(1_800));
  }

  @Test
  void an_endpoint_that_does_not_agree_by_options_gets_nothing() {
    WebhookPartner partner = partner("disagrees").post(1);
    Inbox inbox = partner.inbox("one");
    Inbox other = partner.inbox("other");
    partner.api().create(inbox.url(), "\"handshake\":\"cloudevents\",\"start\":\"beginning\"");
    partner.api().active(other, "\"start\":\"beginning\"");
    other.awaitTaken(1);

    await().atMost(Duration.ofMinutes(1)).until(() -> inbox.asks().size() >= 2);
    assertThat(inbox.arrivals()).isEmpty();
  }

  @Test
  void requests_of_a_rotation_verify_with_the_old_secret_and_with_the_new_one() {
    WebhookPartner partner = partner("rotation");
    Inbox inbox = partner.inbox("one");
    WebhookApi.Created endpoint = partner.api().active(inbox, "");
    partner.post(1);
    inbox.awaitTaken(1);

    JsonNode rotated = partner.api().post(endpoint.id(), "rotate-secret", "{}");
    String second = rotated.path("secret").asString();
    partner.post(1);
    List<Arrival> items = inbox.awaitTaken(2).items();

    assertThat(second).startsWith("whsec_").isNotEqualTo(endpoint.secret());
    assertThat(items.getFirst().header("webhook-signature").split(" ")).hasSize(1);
    assertThat(items.getFirst().isSignedWith(second)).isFalse();
    assertThat(items.getLast().header("webhook-signature").split(" ")).hasSize(2);
    assertThat(items.getLast().isSignedWith(endpoint.secret())).isTrue();
    assertThat(items.getLast().isSignedWith(second)).isTrue();
  }

  @Test
  void a_replay_is_marked_and_does_not_disturb_the_live_cursor() {
    WebhookPartner partner = partner("replay").post(20);
    Inbox inbox = partner.inbox("one");
    String endpoint = partner.api().active(inbox, "\"start\":\"beginning\"").id();
    inbox.awaitTaken(20);

    partner.api().post(endpoint, "replay", "{\"from\":\"beginning\",\"requests_per_second\":50}");
    partner.post(5);
    await().atMost(Duration.ofMinutes(2)).until(() -> inbox.replayed().size() >= 20);

    partner.checkAllCameOnceInSequence(inbox);
    assertThat(inbox.replayed().stream().map(Arrival::webhookId).toList())
        .isEqualTo(partner.history().stream().map(Item::id).limit(20).toList());
  }

  @Test
  void a_deleted_endpoint_gets_nothing_more() {
    WebhookPartner partner = partner("deleted");
    Inbox inbox = partner.inbox("one");
    Inbox other = partner.inbox("other");
    String endpoint = partner.api().active(inbox, "").id();
    partner.api().active(other, "");
    partner.post(5);
    inbox.awaitTaken(5);

    partner.api().delete(endpoint);
    partner.post(5);
    other.awaitTaken(10);

    assertThat(inbox.items()).hasSize(5);
    assertThat(partner.api().read(endpoint, "").code()).isEqualTo("unknown_endpoint");
  }

  @Test
  void attempts_tell_each_failure_and_the_success_after_it() {
    WebhookPartner partner = partner("attempts");
    Inbox inbox = partner.inbox("one").behave(number -> reply(number == 1 ? 500 : 204));
    String endpoint = partner.api().active(inbox, "").id();
    partner.post(1);
    String item = inbox.awaitTaken(1).live().getFirst().webhookId();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(outcomes(partner.api().read(endpoint, "/attempts").json(), item))
                    .containsExactlyInAnyOrder("refused", "delivered"));
  }

  @Test
  void a_test_is_signed_and_has_no_place_in_the_order() {
    WebhookPartner partner = partner("test");
    Inbox inbox = partner.inbox("one");
    String endpoint = partner.api().active(inbox, "").id();

    partner.api().post(endpoint, "test", "");
    partner.post(2);

    partner.checkAllCameOnceInSequence(inbox);
    assertThat(inbox.messages("endpoint.test")).hasSize(1);
  }

  private static Behaviour.Reply reply(int status) {
    return new Behaviour.Reply(status, Duration.ZERO);
  }

  private static List<String> outcomes(JsonNode page, String webhookId) {
    return Stream.of(page.path("attempts"))
        .flatMap(attempts -> attempts.valueStream())
        .filter(attempt -> attempt.path("webhook_id").asString().equals(webhookId))
        .map(attempt -> attempt.path("outcome").asString())
        .toList();
  }

  private WebhookPartner partner(String name) {
    return new WebhookPartner(system, receiver, "lifecycle-" + name);
  }
}
