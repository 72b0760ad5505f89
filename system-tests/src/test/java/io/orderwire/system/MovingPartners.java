package io.orderwire.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.webhook.HalfwayEndpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Partners of a system that is moved, what they have seen before, and what must be true afterwards:
 * each goes on with its cursor where it was, also that of its endpoint, and nothing comes a second
 * time; and its second factor is asked for.
 */
final class MovingPartners implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int LIMIT = 37;
  private static final String ENDPOINTS = "/v1/webhooks/endpoints";
  private static final String FACTOR = "/v1/second-factor";
  private static final String BODY = "{\"url\":\"http://127.0.0.1:9/\"}";

  private final LocalSystem system;
  private final Map<String, PartnerApi> partners = new LinkedHashMap<>();
  private final Map<String, List<String>> sent = new LinkedHashMap<>();
  private final Map<String, List<Item>> before = new LinkedHashMap<>();
  private final Map<String, String> cursors = new LinkedHashMap<>();
  private final Map<String, Integer> walked = new LinkedHashMap<>();
  private final Map<String, JsonNode> progress = new LinkedHashMap<>();
  private final HalfwayEndpoints endpoints = new HalfwayEndpoints();
  private final Map<String, byte[]> secondFactors = new LinkedHashMap<>();

  MovingPartners(LocalSystem system, String prefix, int count) {
    this.system = system;
    for (int n = 0; n < count; n++) {
      String id = prefix + n;
      partners.put(id, system.addPartner(id));
      sent.put(id, new ArrayList<>());
    }
  }

  List<String> ids() {
    return List.copyOf(partners.keySet());
  }

  PartnerApi partner(String id) {
    return requireNonNull(partners.get(id));
  }

  /** How many events were sent to a partner in all. */
  int sent(String id) {
    return requireNonNull(sent.get(id)).size();
  }

  /** Sends so many more events to each. */
  void send(int each) {
    sent.forEach(
        (id, events) -> {
          List<String> more = new ArrayList<>();
          for (int n = 0; n < each; n++) {
            String order = "ord-" + (events.size() + n + 1);
            more.add(SampleEvents.created(id, order, UUID.randomUUID()));
          }
          events.addAll(more);
          SampleEvents.post(system, more.stream());
        });
  }

  /** Sends everything again that was ever sent. */
  void sendAgain() {
    sent.forEach((id, events) -> SampleEvents.post(system, events.stream()));
  }

  /** Waits until each has all that was sent, and notes what that is. */
  void seeAll() {
    partners.forEach(
        (id, partner) -> {
          List<Item> items = partner.whenAtLeast(sent(id));
          assertThat(items).hasSize(sent(id));
          before.put(id, items);
        });
  }

  /** Each reads some pages, keeps its cursor, and says that it has processed so much. */
  void walkHalfWay() {
    partners.forEach(
        (id, partner) -> {
          int seen = 0;
          PartnerApi.Page page = partner.page("?since=1970-01-01T00:00:00Z&limit=" + LIMIT);
          while (page.hasMore() && seen + page.items().size() < sent(id) / 2) {
            seen += page.items().size();
            page = partner.page("?newer_than=%s&limit=%d".formatted(page.cursor(), LIMIT));
          }
          cursors.put(id, page.cursor());
          walked.put(id, seen + page.items().size());
          Answer acked =
              partner
                  .http()
                  .post("/v1/orders/events/ack", "{\"cursor\":\"%s\"}".formatted(page.cursor()));
          assertThat(acked.status()).as(acked.text()).isBetween(200, 204);
          progress.put(id, subscriptions(partner));
        });
  }

  /** Each has an endpoint that has got half of the items, and then a second factor. */
  void deliverHalfWay() {
    partners.forEach(
        (id, partner) -> {
          endpoints.add(id, partner, sent(id) / 2);
          Answer made =
              system.operator().post("/admin/v1/partners/%s/second-factor".formatted(id), "");
          assertThat(made.status()).as(made.text()).isEqualTo(201);
          secondFactors.put(id, OneTimeCode.secret(made));
        });
  }

  /** Each endpoint gets all that was ever sent, and what it got before no second time. */
  void assertThatEndpointsGoOn() {
    endpoints.goOn();
    partners.forEach((id, partner) -> endpoints.assertThatAllComeOnce(id, partner.forwards(1000)));
  }

  /** Where webhooks go is guarded as before. */
  void assertThatSecondFactorsGoOn() {
    secondFactors.forEach(
        (id, secret) -> {
          Http http = partner(id).http();
          assertThat(http.get(FACTOR).json().path("state").asString()).isEqualTo("active");
          assertThat(http.post(ENDPOINTS, BODY).code()).isEqualTo("second_factor_required");
          Answer made =
              http.post(
                  ENDPOINTS, BODY, "Orderwire-Otp", OneTimeCode.of(secret, OneTimeCode.step()));
          assertThat(made.status()).as(made.text()).isEqualTo(201);
        });
  }

  /** Each finds the rest behind its cursor, and everything as it was, to the byte. */
  void assertThatTheyGoOn() {
    partners.forEach(
        (id, partner) -> {
          List<Item> all = requireNonNull(before.get(id));
          int seen = requireNonNull(walked.get(id));
          assertThat(partner.after(requireNonNull(cursors.get(id)), LIMIT))
              .as("behind the cursor of %s", id)
              .isEqualTo(all.subList(seen, all.size()));
          assertThat(partner.forwards(1000)).as(id).isEqualTo(all);
          assertThat(subscriptions(partner)).as("progress of %s", id).isEqualTo(progress.get(id));
        });
  }

  /** Old events again make no items; new ones go on without a gap. */
  void assertThatSequencesGoOn(int more) {
    sendAgain();
    Map<String, Integer> old = new LinkedHashMap<>();
    sent.forEach((id, events) -> old.put(id, events.size()));
    send(more);
    partners.forEach(
        (id, partner) -> {
          List<Item> items = partner.whenAtLeast(sent(id));
          assertThat(items).extracting(Item::sequence).isEqualTo(Histories.sequences(sent(id)));
          assertThat(items.subList(0, requireNonNull(old.get(id))))
              .isEqualTo(requireNonNull(before.get(id)));
        });
  }

  /** A stream that was open all the time has everything once, in order. */
  void assertThatItIsAll(EventStream stream, String id) {
    stream.awaitItems(sent(id));
    await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> true);
    assertThat(stream.items().stream().map(EventStream.Frame::data).map(MovingPartners::sequence))
        .isEqualTo(Histories.sequences(sent(id)));
  }

  @Override
  public void close() {
    endpoints.close();
  }

  private static long sequence(String json) {
    return JsonMapper.shared().readTree(json).path("sequence").asLong();
  }

  private static JsonNode subscriptions(PartnerApi partner) {
    Answer answer = partner.http().get("/v1/subscriptions");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> polling = new ArrayList<>();
    for (JsonNode one : answer.json().path("subscriptions")) {
      if (one.path("channel").asString().equals("polling")) {
        polling.add(one.path("cursor").asString());
      }
    }
    return JsonMapper.shared().valueToTree(polling);
  }
}
