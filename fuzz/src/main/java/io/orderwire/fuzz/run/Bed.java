package io.orderwire.fuzz.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.check.Finding;
import io.orderwire.fuzz.check.LogCheck;
import io.orderwire.fuzz.make.Known;
import io.orderwire.fuzz.make.Party;
import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.Part;
import io.orderwire.processes.RunFailedException;
import io.orderwire.processes.UnexpectedAnswerException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A system with three partners: one that calls, one that operators and producers do something to,
 * and one that nothing may happen to. For one thread, but for {@link #close}.
 */
final class Bed implements AutoCloseable {
  private static final LocalSystem.Heaps HEAPS = new LocalSystem.Heaps(384, 256, 512);
  private static final String CALLER = "fuzz-near";
  private static final String SUBJECT = "fuzz-subject";
  private static final String VICTIM = "fuzz-victim";
  private static final List<String> ALL = List.of(CALLER, SUBJECT, VICTIM);
  private static final int ORDERS = 6;
  private static final int FEW = 3;
  private static final int MANY_ENDPOINTS = 12;
  private static final int LOOKS = 600;
  private static final int LOOK_MILLIS = 200;
  private static final String ENDPOINTS = "/v1/webhooks/endpoints";

  private final LocalSystem system;
  private final Hooks hooks;
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Integer> loggedAtStart = new HashMap<>();
  private final List<String> before = new ArrayList<>();
  private String subject = SUBJECT;
  private int subjects = 1;

  /** A system in a directory; nothing is started but what takes webhooks. */
  Bed(Path directory) throws IOException {
    Map<String, String> markers = new HashMap<>();
    ALL.forEach(id -> markers.put(id, marker(id)));
    hooks = new Hooks(markers);
    system =
        new LocalSystem(
            directory,
            HEAPS,
            new LocalSystem.Settings(
                Map.of(),
                List.of("--orderwire.processor.session-timeout=60s"),
                List.of(
                    "--orderwire.webhooks.retry-schedule=1s,5s,1h",
                    "--orderwire.webhooks.lease=60s",
                    "--orderwire.delivery.history.session-timeout=60s",
                    "--orderwire.delivery.stream.connections-per-partner=10000")),
            LocalSystem.Instances.ONE_OF_EACH,
            io.orderwire.processes.Exposure.NONE);
    // What is sent elsewhere must not reach anything of this machine.
    system.adapter().set("orderwire.webhooks.allowed-ports", String.valueOf(hooks.port()));
  }

  private static String marker(String id) {
    return "mark-of-" + id + "-d41d8cd9";
  }

  /** Starts all, and makes what requests can name. */
  Known begin() throws IOException, InterruptedException {
    system.start();
    for (String id : ALL) {
      keys.put(id, system.addPartner(id));
      publish(id, ORDERS);
    }
    for (String id : ALL) {
      awaitItems(id, ORDERS * 4);
      for (String order : List.of("partner", "none")) {
        addEndpoint(id, order);
      }
    }
    for (String id : ALL) {
      awaitActive(id);
    }
    awaitDelivered();
    Known known = tend();
    before.addAll(victimNow());
    for (Path log : logs()) {
      loggedAtStart.put(log.getFileName().toString(), lines(log).size());
    }
    return known;
  }

  private Http api(String id) {
    return system.partner(keys.getOrDefault(id, ""));
  }

  private void publish(String id, int orders) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int n = 1; n <= orders; n++) {
      String order = "ord-" + id + "-" + n;
      event(
          lines,
          id,
          order,
          "order.created",
          """
          {"customer_id":"c-1","currency":"EUR","total":"12.50","items":[{"line":1,"sku":"espresso",\
          "quantity":5,"amount":"12.50"}],"attributes":{"marker":"%s"}}\
          """
              .formatted(marker(id)));
      event(
          lines,
          id,
          order,
          "order.status_changed",
          "{\"from\":\"new\",\"to\":\"accepted\",\"reason\":\"" + marker(id) + "\"}");
      event(
          lines,
          id,
          order,
          "order.item_fulfilled",
          "{\"line\":1,\"sku\":\"%s\",\"quantity\":1,\"carrier\":\"bike\"}".formatted(marker(id)));
      event(
          lines,
          id,
          order,
          "order.cancelled",
          "{\"by\":\"customer\",\"reason\":\"" + marker(id) + "\"}");
    }
    String refused = system.ingest().postLines("/v1/events", lines.toString().getBytes(ISO_8859_1));
    if (!refused.contains("\"done\"") || !refused.contains("\"rejected\":0")) {
      throw new RunFailedException("The events of " + id + " were not taken: " + refused);
    }
  }

  private static void event(
      StringBuilder lines, String id, String order, String type, String data) {
    lines
        .append(
            """
            {"event_id":"%s","partner_id":"%s","order_id":"%s","occurred_at":"2026-11-24T06:00:00Z",\
            "type":"%s","data":%s}\
            """
                .formatted(UUID.randomUUID(), id, order, type, data))
        .append('\n');
  }

  private void addEndpoint(String id, String order) throws IOException, InterruptedException {
    api(id)
        .post(
            ENDPOINTS,
            "{\"url\":\"%s/%s\",\"description\":\"%s\",\"order\":\"%s\",\"start\":\"beginning\"}"
                .formatted(hooks.of(id), order, marker(id), order));
  }

  private void awaitItems(String id, int count) throws IOException, InterruptedException {
    for (int n = 0; n < LOOKS; n++) {
      if (api(id).get("/v1/orders/events?limit=1000").path("events").size() >= count) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw new RunFailedException("The history of " + id + " does not come");
  }

  private void awaitActive(String id) throws IOException, InterruptedException {
    for (int n = 0; n < LOOKS; n++) {
      boolean active = true;
      for (JsonNode endpoint : api(id).get(ENDPOINTS).path("endpoints")) {
        active &= endpoint.path("state").asText().equals("active");
      }
      if (active) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw new RunFailedException("The webhook endpoints of " + id + " do not become active");
  }

  private void awaitDelivered() throws IOException, InterruptedException {
    for (int n = 0; n < LOOKS; n++) {
      JsonNode subscriptions = api(VICTIM).get("/v1/subscriptions").path("subscriptions");
      boolean all = subscriptions.size() == 2;
      for (JsonNode one : subscriptions) {
        all &= one.path("state").asText().equals("caught_up");
      }
      if (all) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw new RunFailedException("The webhooks of " + VICTIM + " do not come");
  }

  /** Repairs what requests were right to break, so that the next ones have something to name. */
  Known tend() throws IOException, InterruptedException {
    Http operator = system.operator();
    JsonNode shown = shownSubject();
    if (shown.path("suspended").asBoolean()) {
      operator.post("/admin/v1/partners/" + subject + "/resume", "");
    }
    // The one that it has may have been revoked, or soon run out.
    String rotated = "/admin/v1/partners/" + subject + "/rotate-key";
    keys.put(subject, operator.post(rotated, "").path("key").asText());
    if (shown.path("newest_sequence").asLong() - shown.path("oldest_sequence").asLong() < FEW) {
      publish(subject, 1);
    }
    for (String id : List.of(CALLER, subject)) {
      String factor = "/admin/v1/partners/" + id + "/second-factor";
      try {
        operator.delete(factor);
      } catch (UnexpectedAnswerException e) {
        // There is none.
      }
      tendEndpoints(id);
    }
    return new Known(
        party(CALLER),
        party(subject),
        party(VICTIM),
        system.operatorToken(),
        system.serviceKey(),
        Map.of(
            Service.PARTNER, system.partnersUrl().getAuthority(),
            Service.OPERATOR, system.operatorUrl().getAuthority(),
            Service.PRODUCER, system.ingestUrl().getAuthority()));
  }

  /** The subject; a new one where it was removed, as its id is not given again. */
  private JsonNode shownSubject() throws IOException, InterruptedException {
    try {
      return system.operator().get("/admin/v1/partners/" + subject);
    } catch (UnexpectedAnswerException e) {
      subjects++;
      subject = "fuzz-" + subjects + "-subject"; // None begins with another one.
      hooks.expect(subject, marker(subject));
      keys.put(subject, system.addPartner(subject));
      publish(subject, ORDERS);
      awaitItems(subject, ORDERS * 4);
      return system.operator().get("/admin/v1/partners/" + subject);
    }
  }

  private void tendEndpoints(String id) throws IOException, InterruptedException {
    List<String> there = new ArrayList<>();
    api(id).get(ENDPOINTS).path("endpoints").forEach(one -> there.add(one.path("id").asText()));
    if (there.size() > MANY_ENDPOINTS) {
      for (String one : there.subList(FEW, there.size())) {
        api(id).delete(ENDPOINTS + "/" + one);
      }
    }
    for (int n = there.size(); n < FEW; n++) {
      addEndpoint(id, n % 2 == 0 ? "partner" : "none");
    }
  }

  private Party party(String id) throws IOException, InterruptedException {
    Http api = api(id);
    Set<String> orders = new TreeSet<>();
    List<String> items = new ArrayList<>();
    for (JsonNode item : api.get("/v1/orders/events?limit=50").path("events")) {
      items.add(item.path("id").asText());
      orders.add(item.path("order_id").asText());
    }
    orders.remove("");
    List<String> endpoints = new ArrayList<>();
    api.get(ENDPOINTS).path("endpoints").forEach(one -> endpoints.add(one.path("id").asText()));
    List<String> attempts = new ArrayList<>();
    if (!endpoints.isEmpty()) {
      JsonNode page = api.get(ENDPOINTS + "/" + endpoints.getFirst() + "/attempts?limit=2");
      attempts.add(page.path("cursor").asText());
      attempts.add(page.path("newest_cursor").asText());
    }
    List<String> keyIds = new ArrayList<>();
    system
        .operator()
        .get("/admin/v1/partners/" + id)
        .path("keys")
        .forEach(key -> keyIds.add(key.path("key_id").asText()));
    return new Party(
        id,
        marker(id),
        keys.getOrDefault(id, ""),
        hooks.of(id),
        keyIds,
        items,
        List.copyOf(orders),
        endpoints,
        attempts,
        api.post("/v1/stream-tokens", "").path("token").asText());
  }

  /** All that the victim sees of itself, and the operator of it. */
  private List<String> victimNow() throws IOException, InterruptedException {
    List<String> now = new ArrayList<>();
    for (String path :
        List.of(
            "/v1/orders/events?since=2000-01-01T00:00:00Z&limit=1000",
            ENDPOINTS,
            "/v1/subscriptions")) {
      now.add(path + " " + new String(api(VICTIM).raw(path).body(), ISO_8859_1));
    }
    now.add(system.operator().get("/admin/v1/partners/" + VICTIM).toString());
    return now;
  }

  /** What is wrong with the system after a run. */
  List<Finding> after(Known known) throws IOException, InterruptedException {
    List<Finding> found = new ArrayList<>();
    for (Map.Entry<String, Part> part : system.parts().entrySet()) {
      if (part.getValue().runningPid().isEmpty()) {
        found.add(new Finding("alive", part.getKey() + " has ended", part.getKey() + " has ended"));
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    List<String> now = victimNow();
    for (int n = 0; n < now.size(); n++) {
      if (!now.get(n).equals(before.get(n))) {
        found.add(
            new Finding(
                "victim",
                "the victim has changed",
                "before " + before.get(n) + "\nafter  " + now.get(n)));
      }
    }
    for (String stray : hooks.strays()) {
      found.add(new Finding("isolation", "a webhook went to another partner", stray));
    }
    publish(subject, 1);
    publish(VICTIM, 1);
    awaitItems(VICTIM, (ORDERS + 1) * 4);
    for (Path log : logs()) {
      String name = log.getFileName().toString();
      List<String> lines = lines(log);
      int from = Math.min(loggedAtStart.getOrDefault(name, 0), lines.size());
      found.addAll(LogCheck.findings(name, lines.subList(from, lines.size()), known));
    }
    return found;
  }

  /** How many webhook requests came. */
  long webhooks() {
    return hooks.requests();
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(system.logs())) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  private static List<String> lines(Path log) throws IOException {
    return Files.readAllLines(log, ISO_8859_1);
  }

  /** Where a service listens. */
  URI url(Service service) {
    return switch (service) {
      case PARTNER -> system.partnersUrl();
      case OPERATOR -> system.operatorUrl();
      case PRODUCER -> system.ingestUrl();
    };
  }

  @Override
  public void close() {
    system.close();
    hooks.close();
  }
}
