package io.orderwire.delivery.kafka.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.kafka.AuditEntries;
import io.orderwire.delivery.kafka.OpenStores;
import io.orderwire.delivery.kafka.SharedRegistry;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.Endpoints.Written;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the audit holds after changes of endpoints, at a real broker. */
final class AuditTrailIT {
  private static String bootstrapServers;
  private static RegistryClient registry;
  private static Admin admin;

  private final String partner = "p" + UUID.randomUUID();
  private final Endpoint first = Samples.full(partner, "we_1");
  private final Endpoint second =
      first.with(Status.of(Status.State.PAUSED, Samples.NOW), Samples.NOW);

  @BeforeAll
  static void topics() {
    bootstrapServers = TestKafka.shared().bootstrapServers();
    registry =
        new CachingRegistryClient(
            new HttpRegistryClient(RegistrySettings.of(SharedRegistry.url())));
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    Topics.ensure(
        admin,
        List.of(TopicCatalogue.POSITIONS, TopicCatalogue.WEBHOOK_ENDPOINTS, TopicCatalogue.AUDIT),
        Topics.BROKER_DEFAULT);
  }

  @AfterAll
  static void end() {
    admin.close();
    registry.close();
  }

  private static OpenStores open() {
    return new OpenStores(bootstrapServers, registry, admin, () -> true);
  }

  @Test
  void each_stored_change_has_an_entry_in_the_partners_partition() throws Exception {
    try (OpenStores stores = open()) {
      assertThat(stores.endpoints().save(first, Samples.asked(Change.CREATED)))
          .isEqualTo(new Written.Stored());
      assertThat(stores.endpoints().save(second, new Cause.Found(Cause.Finding.REPLAY_FINISHED)))
          .isEqualTo(new Written.Stored());
      assertThat(stores.endpoints().remove(second, Samples.asked(Change.DELETED)))
          .isEqualTo(new Written.Stored());
    }

    List<AuditEntry> entries = AuditEntries.of(partner, bootstrapServers, registry);
    assertThat(entries)
        .extracting(AuditEntry::getAction, AuditEntry::getActorKind, AuditEntry::getVersion)
        .containsExactly(
            tuple("created", "partner_key", 1L),
            tuple("replay_finished", "service", 2L),
            tuple("deleted", "partner_key", 2L));
    assertThat(entries).extracting(AuditEntry::getOccurredAt).containsOnly(OpenStores.NOW);
    assertThat(entries).extracting(AuditEntry::getId).doesNotHaveDuplicates();
    assertThat(entries.get(0).getBefore()).isNull();
    assertThat(entries.get(1).getBefore()).isEqualTo(entries.get(0).getAfter());
    assertThat(entries.get(2).getBefore()).isEqualTo(entries.get(1).getAfter());
    assertThat(entries.get(2).getAfter()).isNull();
  }

  @Test
  void what_is_not_stored_has_no_entry() throws Exception {
    try (OpenStores stores = open()) {
      assertThat(stores.endpoints().save(second, Samples.CAUSE)).isEqualTo(new Written.Outdated());
      assertThat(stores.endpoints().remove(first, Samples.CAUSE)).isEqualTo(new Written.Outdated());
      for (int number = 1; number <= Endpoint.MOST_OF_A_PARTNER; number++) {
        Endpoint endpoint = Samples.plain(partner, "we_" + number);
        assertThat(stores.endpoints().save(endpoint, Samples.CAUSE))
            .isEqualTo(new Written.Stored());
      }
      assertThat(stores.endpoints().save(Samples.plain(partner, "we_21"), Samples.CAUSE))
          .isEqualTo(new Written.TooMany());
      assertThat(stores.endpoints().save(first, Samples.CAUSE)).isEqualTo(new Written.Outdated());
    }

    assertThat(AuditEntries.of(partner, bootstrapServers, registry))
        .hasSize(Endpoint.MOST_OF_A_PARTNER);
  }
}
