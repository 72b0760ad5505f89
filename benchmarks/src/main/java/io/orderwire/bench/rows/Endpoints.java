package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.Stage;
import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.Ports;
import io.orderwire.processes.Http;
import io.orderwire.processes.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What rows of webhooks set up: partners' endpoints, and the programs around them. */
final class Endpoints {
  private static final String PATH = "/v1/webhooks/endpoints";
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);

  private Endpoints() {}

  /** Makes the JSON of an endpoint. */
  @FunctionalInterface
  interface Definition {
    String json(String partner, int number);
  }

  /** Something to be done for a partner. */
  @FunctionalInterface
  interface Work {
    void of(String partner, Http api) throws IOException, InterruptedException;
  }

  /** Starts a program of the load, with its port and others as its arguments. */
  static ChildJvm start(Stage stage, Class<?> main, int port, Integer... others) {
    List<String> arguments = new ArrayList<>(List.of(String.valueOf(port)));
    for (Integer other : others) {
      arguments.add(String.valueOf(other));
    }
    ChildJvm process =
        Jvm.start(main, arguments, stage.resolve("logs").resolve(main.getSimpleName() + ".log"));
    process.awaitReady(() -> !Ports.isFree(port), READY_WITHIN);
    return process;
  }

  /** Makes so many endpoints of each partner, and waits until they are active. */
  static void addAll(Map<String, Http> apis, int each, Definition definition)
      throws IOException, InterruptedException {
    forEach(
        apis,
        (partner, api) -> {
          for (int n = 0; n < each; n++) {
            api.post(PATH, definition.json(partner, n));
          }
          Wait.until("active endpoints of a partner", each, () -> active(api));
        });
  }

  /** Pauses or resumes those of a partner's endpoints whose URL has this in it. */
  static void change(Http api, String inUrl, String action)
      throws IOException, InterruptedException {
    for (JsonNode endpoint : api.get(PATH).path("endpoints")) {
      if (endpoint.path("url").asText().contains(inUrl)) {
        api.post(PATH + "/" + endpoint.path("id").asText() + "/" + action, "");
      }
    }
  }

  /** Does something for all partners, each in a thread of its own. */
  static void forEach(Map<String, Http> apis, Work work) throws InterruptedException {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      apis.forEach(
          (partner, api) ->
              all.add(
                  threads.submit(
                      () -> {
                        work.of(partner, api);
                        return null;
                      })));
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new RowFailedException("Endpoints could not be set up: " + e.getCause(), e);
    }
  }

  /** How many of a partner's endpoints fail too often. */
  static long degraded(Http api) throws IOException, InterruptedException {
    return count(api, endpoint -> endpoint.has("degraded_since"));
  }

  private static long active(Http api) throws IOException, InterruptedException {
    return count(api, endpoint -> endpoint.path("state").asText().equals("active"));
  }

  private static long count(Http api, Predicate<JsonNode> which)
      throws IOException, InterruptedException {
    JsonNode endpoints = api.get(PATH).path("endpoints");
    return IntStream.range(0, endpoints.size()).filter(n -> which.test(endpoints.get(n))).count();
  }
}
