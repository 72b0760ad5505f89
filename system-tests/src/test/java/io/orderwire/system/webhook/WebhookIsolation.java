package io.orderwire.system.webhook;

import static org.awaitility.Awaitility.await;

import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.system.LocalSystem;
import io.orderwire.system.Percentiles;
import io.orderwire.system.SampleEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures how long an event takes from {@code publish} in the SDK to the 2xx answer of an
 * endpoint, without and with as many other endpoints that time out, in turn in the same run: each
 * partner has ten healthy endpoints and ten dead ones, which are paused in the first and third
 * measurement. Events are due at fixed times, and their latency counts from when they were due.
 *
 * <p>Run it from the module's directory, with the test class path, {@code -Dorderwire.root}, {@code
 * -Dorderwire.service-options="-Xmx512m"}, and {@code
 * -Dorderwire.retry-schedule=5s,5m,30m,2h,5h,10h,14h,20h,24h}, the services' own. Arguments:
 * partners, events a second, seconds; 100, 20 and 60 by default.
 */
final class WebhookIsolation {
  private static final int OF_EACH_KIND = 10;
  private static final int WARM_UP_SECONDS = 20;
  private static final int SET_UP_THREADS = 8;

  private final LocalSystem system;
  private final Receiver receiver;
  private final OrderEventPublisher publisher;
  private final List<WebhookPartner> partners = new ArrayList<>();
  private final Collection<Inbox> healthy = new ConcurrentLinkedQueue<>();
  private final Map<WebhookPartner, List<String>> dead = new ConcurrentHashMap<>();

  private WebhookIsolation(LocalSystem system, Receiver receiver, OrderEventPublisher publisher) {
    this.system = system;
    this.receiver = receiver;
    this.publisher = publisher;
  }

  public static void main(String[] args) {
    int partners = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 60;
    try (LocalSystem system = LocalSystem.start("isolation");
        Receiver receiver = Receiver.start();
        OrderEventPublisher publisher =
            OrderEventPublisher.builder()
                .bootstrapServers(system.bootstrapServers())
                .schemaRegistryUrl(system.registryUrl())
                .linger(Duration.ZERO)
                .build()) {
      WebhookIsolation isolation = new WebhookIsolation(system, receiver, publisher);
      isolation.addPartners(partners);
      isolation.measure("warm-up, without dead endpoints", rate, WARM_UP_SECONDS);
      isolation.measure("without dead endpoints", rate, seconds);
      isolation.forEachDead("resume");
      isolation.measure("warm-up, with dead endpoints", rate, WARM_UP_SECONDS);
      isolation.measure("with dead endpoints", rate, seconds);
      isolation.forEachDead("pause");
      isolation.measure("without dead endpoints, again", rate, seconds);
    }
  }

  private void addPartners(int count) {
    try (ExecutorService threads = Executors.newFixedThreadPool(SET_UP_THREADS)) {
      List<CompletableFuture<?>> added = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        WebhookPartner partner = new WebhookPartner(system, receiver, "isolation-" + n);
        partners.add(partner);
        added.add(CompletableFuture.runAsync(() -> addEndpoints(partner), threads));
      }
      added.forEach(CompletableFuture::join);
    }
    System.out.printf("%,d healthy endpoints, as many dead ones%n", healthy.size());
  }

  private void addEndpoints(WebhookPartner partner) {
    for (int endpoint = 0; endpoint < OF_EACH_KIND; endpoint++) {
      Inbox good = partner.inbox("healthy-" + endpoint);
      partner.api().active(good, "\"order\":\"none\"");
      healthy.add(good);
      Inbox bad =
          partner.inbox("dead-" + endpoint).behave(Behaviour.hanging(Duration.ofSeconds(5)));
      String limits = "\"order\":\"none\",\"limits\":{\"timeout_seconds\":1}";
      String id = partner.api().active(bad, limits).id();
      partner.api().post(id, "pause", "");
      dead.computeIfAbsent(partner, key -> new CopyOnWriteArrayList<>()).add(id);
    }
  }

  private void forEachDead(String action) {
    dead.forEach((partner, ids) -> ids.forEach(id -> partner.api().post(id, action, "")));
  }

  private void measure(String name, int rate, int seconds) {
    healthy.forEach(Inbox::forget);
    int count = rate * seconds;
    Map<String, Long> due = new HashMap<>(count * 2);
    List<CompletableFuture<?>> published = new ArrayList<>(count);
    String run = UUID.randomUUID().toString();
    long start = System.nanoTime();
    for (int n = 0; n < count; n++) {
      long at = start + n * 1_000_000_000L / rate;
      while (System.nanoTime() < at) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      String order = run + "-" + n;
      due.put(order, at);
      published.add(
          publisher.publish(SampleEvents.created("isolation-" + n % partners.size(), order)));
    }
    published.forEach(CompletableFuture::join);
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> healthy.stream().mapToInt(Inbox::takenIds).sum() >= count * OF_EACH_KIND);
    Histogram histogram = new Histogram(Duration.ofMinutes(10).toNanos(), 3);
    for (Inbox inbox : healthy) {
      for (Arrival arrival : inbox.live()) {
        Long at = due.get(arrival.json().path("data").path("order_id").asString(""));
        if (at != null) {
          histogram.recordValue(Math.max(0, arrival.answeredNanos() - at));
        }
      }
    }
    System.out.printf(
        "%s: %,d deliveries; ms: %s%n", name, histogram.getTotalCount(), Percentiles.of(histogram));
  }
}
