package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The disk of one part is full for a while, on a file system of its own. */
class FullDiskIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration STILL = Duration.ofSeconds(5);
  private static final String PARTNER = "full-disk";

  /** Large enough for what is there at first, and soon full. */
  private static final int MEBIBYTES = 96;

  private final List<JsonNode> sent = new ArrayList<>();
  private LocalSystem system;
  private PartnerApi partner;

  @BeforeEach
  void start() {
    system = LocalSystem.start("full-disk");
    partner = system.addPartner(PARTNER);
    post(100);
    partner.whenAtLeast(sent.size());
  }

  @AfterEach
  void stop() {
    system.close();
  }

  @Test
  void an_adapter_shows_nothing_wrong_and_goes_on_by_itself_when_there_is_room()
      throws IOException {
    ServiceProcess adapter = system.adapter();
    adapter.close();
    try (TakingEndpoint endpoint = TakingEndpoint.start();
        SmallDisk disk = SmallDisk.mount(adapter.data().resolve("history"), MEBIBYTES)) {
      adapter.start().awaitReady();
      List<Item> before = partner.whenAtLeast(sent.size());
      endpoint.register(partner);
      await().atMost(LONG).until(() -> endpoint.ids().size() == sent.size());
      disk.fill();
      post(9_000);
      await().atMost(LONG).until(() -> adapter.log().contains("No space left"));
      assertThatItStandsStill(endpoint, disk);
      assertThat(adapter.isRunning()).isTrue();
      assertThat(adapter.health("liveness").status()).isEqualTo(200);
      assertThatAllThatIsShownIsTrue(before);

      disk.free();
      check();
      await().atMost(LONG).until(() -> endpoint.ids().size() >= sent.size());
      assertThat(endpoint.ids().stream().distinct().toList())
          .isEqualTo(partner.forwards(1_000).stream().map(Item::id).toList());
      adapter.close();
    }
  }

  @Test
  void a_processor_loses_and_repeats_nothing() {
    ServiceProcess processor = system.processor();
    processor.close();
    try (SmallDisk disk = SmallDisk.mount(processor.data(), MEBIBYTES)) {
      processor.start().awaitReady();
      post(100);
      partner.whenAtLeast(sent.size());
      disk.fill();
      post(1_000);
      processor.kill();
      processor.start();
      await().atMost(LONG).until(() -> !processor.isRunning());
      assertThat(processor.exitCode()).isNotZero();
      assertThat(processor.log()).contains("No space left");
      post(100);
      assertThat(partner.newestSequence()).as("its history stands still").isLessThan(sent.size());

      disk.free();
      await().atMost(LONG).until(() -> isReadyAgain(processor));
      check();
      processor.close();
    }
  }

  @Test
  void a_broker_loses_nothing_that_was_acknowledged() throws IOException {
    Path directory = system.brokerDirectory();
    system.broker().close();
    Path copy = directory.resolveSibling("kafka-copy");
    copy(directory, copy);
    try (SmallDisk disk = SmallDisk.mount(directory, 2 * MEBIBYTES)) {
      copy(copy, directory);
      system.broker().start();
      post(100);
      partner.whenAtLeast(sent.size());
      disk.fill();
      await().atMost(LONG).until(() -> isRefused());
      await().atMost(LONG).until(() -> !system.broker().process().isAlive());
      assertThat(partner.forwards(1_000))
          .as("what the adapter has")
          .hasSizeGreaterThanOrEqualTo(sent.size());
      assertThat(isRefused()).isTrue();
      Answer change = system.operator().post("/admin/v1/partners", "{\"partner_id\":\"no-room\"}");
      assertThat(change.status()).as(change.text()).isEqualTo(503);
      assertThat(change.code()).isEqualTo("broker_unavailable");

      disk.free();
      system.broker().start();
      await().atMost(LONG).until(() -> !isRefused());
      post(100);
      List<Item> all = partner.whenAtLeast(sent.size());
      // What was refused may be there, but what was acknowledged must, in its order.
      List<String> orders =
          all.stream().map(item -> item.json().path("order_id").asString()).toList();
      assertThat(orders)
          .containsSubsequence(
              sent.stream().map(event -> event.path("order_id").asString()).toList());
      assertThat(all).extracting(Item::sequence).isEqualTo(Histories.sequences(all.size()));
      system.broker().close();
    }
  }

  /** It may have ended, as any supervisor of processes sees. */
  private static boolean isReadyAgain(ServiceProcess service) {
    if (!service.isRunning()) {
      service.start();
    }
    return service.isReady();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Sends one event, which may be refused. */
  private boolean isRefused() {
    String event = SampleEvents.created(PARTNER, "ord-maybe", UUID.randomUUID());
    Answer answer = system.ingest().post("/v1/events", event);
    assertThat(answer.status()).as(answer.text()).isIn(202, 503);
    return answer.status() == 503;
  }

  /** Nothing comes any more, though there is more; what becomes free is taken. */
  private void assertThatItStandsStill(TakingEndpoint endpoint, SmallDisk disk) {
    AtomicInteger before = new AtomicInteger();
    await()
        .during(STILL)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              disk.fill();
              post(100);
              return endpoint.ids().size() == before.getAndSet(endpoint.ids().size());
            });
    assertThat(endpoint.ids()).hasSizeLessThan(sent.size());
  }

  private void assertThatAllThatIsShownIsTrue(List<Item> before) {
    Answer page = partner.http().get("/v1/orders/events?since=1970-01-01T00:00:00Z&limit=100");
    if (page.status() == 200) {
      assertThat(Item.ofPage(page.text(), "events")).isEqualTo(before.subList(0, 100));
    } else {
      assertThat(page.status()).as(page.text()).isEqualTo(503);
    }
  }

  private void check() {
    await().atMost(LONG).ignoreExceptions().until(() -> partner.newestSequence() >= sent.size());
    Histories.assertThatTheyAre(partner.forwards(1_000), sent);
  }

  /** Sends so many events of about a kilobyte. */
  private void post(int count) {
    List<String> events = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      events.add(
          SampleEvents.event(
              PARTNER,
              "ord-" + sent.size(),
              UUID.randomUUID(),
              "order.cancelled",
              "{\"by\":\"customer\",\"reason\":\"%s\"}".formatted(reason(sent.size()))));
      sent.add(JsonMapper.shared().readTree(events.getLast()));
    }
    SampleEvents.post(system, events.stream());
  }

  /** What does not get small by compression. */
  private static String reason(int seed) {
    StringBuilder text = new StringBuilder();
    new java.util.Random(seed)
        .ints(400, 'a', 'z' + 1)
        .forEach(letter -> text.append((char) letter));
    return text.toString();
  }
}
