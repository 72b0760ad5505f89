package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/**
 * Once retention and compaction have run, no byte of what was erased is on any disk: not in a
 * topic, a local store or a log, though nothing is written after the erasure. Both are quick here;
 * in production they take as long as the topics' settings say.
 */
class ErasedBytesIT {
  private static final String ORDER_MARK = "mark-of-the-order";
  private static final String PARTNER_MARK = "mark-of-the-partner";
  private static final String KEPT = "mark-that-stays";
  private static final int FILLERS = 250;

  private static final Map<String, String> QUICK_BROKER =
      Map.of(
          "log.initial.task.delay.ms", "500",
          "log.retention.check.interval.ms", "500",
          "log.cleaner.backoff.ms", "500",
          "log.segment.delete.delay.ms", "500");

  @Test
  void nothing_of_an_erased_order_or_partner_is_left_on_disk() throws Exception {
    try (LocalSystem system =
        LocalSystem.start(
            "erased-bytes",
            QUICK_BROKER,
            List.of("--orderwire.delivery.history.leftovers-for=2s"))) {
      PartnerApi some = system.addPartner("erased-order");
      PartnerApi all = system.addPartner("erased-partner");
      // The first event waits for its schema, and so stays in a changelog (see the guide).
      post(system, "erased-order", "ord-2", KEPT);
      some.whenAtLeast(1);
      post(system, "erased-order", "ord-1", ORDER_MARK);
      post(system, "erased-partner", "ord-3", PARTNER_MARK);
      // More than one block of the local store, so that what is erased lies in such.
      fill(system, "erased-order");
      fill(system, "erased-partner");
      some.whenAtLeast(2 + FILLERS);
      all.whenAtLeast(1 + FILLERS);
      // What is in memory comes to the disk.
      system.adapter().close();
      system.adapter().start().awaitReady();
      // Read when it starts.
      hurry(system, name -> name.equals(TopicCatalogue.HISTORY.topicName()));
      system.processor().close();
      system.processor().start().awaitReady();
      for (String mark : List.of(ORDER_MARK, PARTNER_MARK)) {
        assertThat(found(system, mark))
            .as("where it is, or the search finds nothing")
            .anyMatch(file -> file.contains(TopicCatalogue.EVENTS.topicName()))
            .anyMatch(file -> file.contains(TopicCatalogue.HISTORY.topicName()))
            .anyMatch(file -> file.endsWith(".sst"));
      }

      system.command("erased-order", "erase", "{\"order_id\":\"ord-1\"}");
      system.command("erased-partner", "erase", "{\"all\":true}");
      hurry(system, name -> true);

      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                assertThat(found(system, ORDER_MARK)).isEmpty();
                assertThat(found(system, PARTNER_MARK)).isEmpty();
              });
      assertThat(found(system, KEPT)).as("what was not erased").isNotEmpty();
    }
  }

  private static List<String> found(LocalSystem system, String mark) {
    return BytesOnDisk.filesWith(mark, system.directory());
  }

  private static void post(LocalSystem system, String partner, String order, String customer) {
    SampleEvents.post(
        system,
        SampleEvents.event(
            partner,
            order,
            UUID.randomUUID(),
            "order.created",
            """
            {"customer_id":"%s","currency":"EUR","total":"12.50",\
            "items":[{"line":1,"sku":"espresso","quantity":5,"amount":"12.50"}]}"""
                .formatted(customer)));
  }

  private static void fill(LocalSystem system, String partner) {
    SampleEvents.post(
        system,
        Stream.generate(() -> SampleEvents.created(partner, "ord-9", UUID.randomUUID()))
            .limit(FILLERS));
  }

  /**
   * Lets retention and compaction do in seconds what they do in days. A compacted topic that does
   * not say when it is compacted at the latest stays as it is.
   */
  private static void hurry(LocalSystem system, Predicate<String> chosen) throws Exception {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
      List<ConfigResource> topics =
          admin.listTopics().names().get().stream()
              .filter(chosen)
              .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
              .toList();
      admin
          .describeConfigs(topics)
          .all()
          .get()
          .forEach((topic, config) -> changes.put(topic, hurried(config)));
      changes.values().removeIf(Collection::isEmpty);
      admin.incrementalAlterConfigs(changes).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static List<AlterConfigOp> hurried(Config topic) {
    if (topic.get("cleanup.policy").value().equals("delete")) {
      return List.of(set("retention.ms", "2000"), set("segment.ms", "1000"));
    }
    return topic.get("max.compaction.lag.ms").value().equals(String.valueOf(Long.MAX_VALUE))
        ? List.of()
        : List.of(
            set("min.compaction.lag.ms", "0"),
            set("max.compaction.lag.ms", "1000"),
            set("min.cleanable.dirty.ratio", "0"),
            set("segment.ms", "1000"));
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
  }
}
