package io.orderwire.verify.run;

import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.Part;
import io.orderwire.processes.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** An operator who looks at the services' health, and at Kafka, again and again. */
final class Watch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final LocalSystem system;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Admin admin;
  private final Crew threads = new Crew("watch");
  private final List<Look> looks = new CopyOnWriteArrayList<>();
  private final Set<Integer> controllers = new HashSet<>();
  private volatile int mostBehind;
  private volatile boolean open = true;

  /**
   * What a service's health said.
   *
   * @param at when it was asked, by {@link System#nanoTime}
   * @param part which of the parts
   * @param group {@code readiness} or {@code liveness}
   * @param status the HTTP status, 0 where no answer came within 5 s
   */
  record Look(long at, String part, String group, int status) {}

  private Watch(LocalSystem system) {
    this.system = system;
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                system.bootstrapServers(),
                "request.timeout.ms",
                2_000,
                "default.api.timeout.ms",
                4_000));
  }

  /** Begins to look. */
  static Watch start(LocalSystem system) {
    Watch watch = new Watch(system);
    system
        .parts()
        .forEach(
            (name, part) -> {
              if (part instanceof Service service) {
                watch.threads.start(() -> watch.lookAt(name, service));
              }
            });
    watch.threads.start(watch::lookAtKafka);
    return watch;
  }

  private void lookAt(String name, Service service) throws InterruptedException {
    while (open) {
      for (String group : List.of("liveness", "readiness")) {
        long at = System.nanoTime();
        looks.add(new Look(at, name, group, health(service, group)));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private int health(Service service, String group) throws InterruptedException {
    URI uri = service.managementUrl().resolve("/actuator/health/" + group);
    try {
      HttpResponse<Void> response =
          client.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.discarding());
      return response.statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private void lookAtKafka() throws InterruptedException {
    while (open) {
      try {
        mostBehind = Math.max(mostBehind, partitionsBehind());
        controllers.add(admin.describeMetadataQuorum().quorumInfo().get().leaderId());
      } catch (ExecutionException e) {
        // Nobody tells at this moment.
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  /** How many partitions lack a copy, as {@code kafka-topics --under-replicated-partitions}. */
  private int partitionsBehind() throws ExecutionException, InterruptedException {
    int behind = 0;
    for (TopicDescription topic :
        admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
      behind +=
          (int)
              topic.partitions().stream()
                  .filter(partition -> partition.isr().size() < partition.replicas().size())
                  .count();
    }
    return behind;
  }

  /** Waits until no partition lacks a copy; whether that came. */
  boolean awaitAllCopies() throws InterruptedException {
    for (int n = 0; n < 240; n++) {
      try {
        if (partitionsBehind() == 0) {
          return true;
        }
      } catch (ExecutionException e) {
        // Nobody tells at this moment.
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
    return false;
  }

  /** Waits until all services say that they are ready; those that do not. */
  List<String> awaitAllReady() throws InterruptedException {
    List<String> left = new ArrayList<>();
    for (int n = 0; n < 480; n++) {
      left.clear();
      for (Map.Entry<String, Part> part : system.parts().entrySet()) {
        if (part.getValue() instanceof Service service && health(service, "readiness") != OK) {
          left.add(part.getKey());
        }
      }
      if (left.isEmpty()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
    return left;
  }

  /** Ends looking, and gives what was seen. */
  List<Look> finish() throws InterruptedException {
    open = false;
    threads.join();
    return List.copyOf(looks);
  }

  /** The most partitions that lacked a copy at once; once it is finished. */
  int mostBehind() {
    return mostBehind;
  }

  /** All brokers that were the active controller at some time; once it is finished. */
  Set<Integer> controllers() {
    return Set.copyOf(controllers);
  }

  @Override
  public void close() {
    open = false;
    threads.close();
    admin.close(Duration.ofSeconds(1));
    client.close();
  }
}
