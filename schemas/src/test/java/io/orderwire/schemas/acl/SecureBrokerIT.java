package io.orderwire.schemas.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderwire.embedded.BrokerSecurity;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.embedded.LocalAuthority;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.acl.Accounts.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each role as a user of its own, on a broker with TLS, SCRAM and an authorizer. */
final class SecureBrokerIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String PASSWORD = "p".repeat(43);

  @TempDir private static Path directory;

  private static LocalAuthority authority;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    authority = LocalAuthority.in(directory.resolve("authority"));
    broker =
        EmbeddedBroker.builder()
            .dataDir(directory.resolve("kafka"))
            .security(
                new BrokerSecurity(
                    authority.certificate(),
                    authority.issue("broker").both(),
                    "broker",
                    "b".repeat(43),
                    "a".repeat(43)))
            .build()
            .start();
    admin = Admin.create(client("admin", "a".repeat(43)));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void prepare() {
    Accounts.prepare(
        client("admin", "a".repeat(43)),
        Arrays.stream(Role.values())
            .map(role -> new Account(role, role.called(), PASSWORD))
            .toList(),
        (short) 1);
  }

  private static Map<String, Object> client(String user, String password) {
    Map<String, Object> all =
        new HashMap<>(BrokerSecurity.client(authority.certificate(), user, password));
    all.put("bootstrap.servers", broker.bootstrapServers());
    all.put("default.api.timeout.ms", 20_000);
    all.put("request.timeout.ms", 10_000);
    return all;
  }

  @Test
  void acls_are_brought_in_line_once() throws Exception {
    assertThat(Acls.apply(admin, Role.ADAPTERS, "User:adapters")).isZero();
    AclBinding excess =
        Grant.topic("orders.rejected.v1", "too much", AclOperation.WRITE)
            .bindings("User:adapters")
            .get(0);
    AclBinding needed = Role.ADAPTERS.grants().get(0).bindings("User:adapters").get(0);
    admin.createAcls(List.of(excess)).all().get();
    admin.deleteAcls(List.of(needed.toFilter())).all().get();
    await().atMost(LONG).until(() -> exists(excess) && !exists(needed));

    assertThat(Acls.apply(admin, Role.ADAPTERS, "User:adapters")).isEqualTo(2);

    await().atMost(LONG).until(() -> !exists(excess) && exists(needed));
    // Whoever shares a resource keeps what is his.
    assertThat(Acls.apply(admin, Role.PROCESSOR, "User:processor")).isZero();
  }

  private static boolean exists(AclBinding binding) throws Exception {
    AclBindingFilter filter = binding.toFilter();
    return !admin.describeAcls(filter).values().get().isEmpty();
  }

  @Test
  void a_wrong_password_is_refused_and_is_in_no_message() {
    for (String user : List.of("adapters", "admin", "nobody")) {
      try (Admin wrong = Admin.create(client(user, "w".repeat(43)))) {
        assertThatThrownBy(() -> wrong.listTopics().names().get())
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(SaslAuthenticationException.class)
            .extracting(Throwable::toString)
            .asString()
            .doesNotContain("www");
      }
    }
  }

  @Test
  void who_does_not_trust_the_authority_sends_no_password() {
    LocalAuthority other = LocalAuthority.in(directory.resolve("other"));
    Map<String, Object> settings = client("adapters", PASSWORD);
    settings.put("ssl.truststore.location", other.certificate().toString());
    try (Admin stranger = Admin.create(settings)) {
      assertThatThrownBy(() -> stranger.listTopics().names().get())
          .hasCauseInstanceOf(SslAuthenticationException.class);
    }
  }

  @Test
  void the_controller_takes_the_brokers_certificates_only() throws Exception {
    java.util.Properties written = new java.util.Properties();
    try (var in =
        java.nio.file.Files.newBufferedReader(
            directory.resolve("kafka").resolve("server.properties"))) {
      written.load(in);
    }
    String controller = written.getProperty("controller.quorum.bootstrap.servers");
    Map<String, Object> settings = client("admin", "a".repeat(43));
    settings.remove("bootstrap.servers");
    settings.put("bootstrap.controllers", controller);
    settings.put("security.protocol", "SSL");
    try (Admin without = Admin.create(settings)) {
      assertThatThrownBy(() -> without.describeMetadataQuorum().quorumInfo().get())
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void a_new_password_ends_the_old_one() {
    String next = "n".repeat(43);
    Accounts.prepare(
        client("admin", "a".repeat(43)),
        List.of(new Account(Role.DATA_READER, "data-reader", next)),
        (short) 1);
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              try (Admin old = Admin.create(client("data-reader", PASSWORD))) {
                assertThatThrownBy(() -> old.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
              }
            });
    try (Admin renewed = Admin.create(client("data-reader", next))) {
      assertThatCode(() -> renewed.listTopics().names().get()).doesNotThrowAnyException();
    }
  }

  @Test
  void a_user_sees_the_topics_of_its_acls_alone() throws Exception {
    try (Admin reader = Admin.create(client("data-reader", PASSWORD))) {
      assertThat(reader.listTopics().names().get())
          .containsExactlyInAnyOrder(
              TopicCatalogue.HISTORY.topicName(), TopicCatalogue.REJECTED.topicName());
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("acls")
  void each_acl_allows_something_that_is_refused_without_it(Role role, AclBinding acl)
      throws Exception {
    Map<String, Object> settings = client(role.called(), PASSWORD);
    String name =
        acl.pattern().patternType() == PatternType.PREFIXED
            ? acl.pattern().name() + UUID.randomUUID()
            : acl.pattern().name();
    if (acl.pattern().resourceType() == ResourceType.TOPIC
        && acl.pattern().patternType() == PatternType.PREFIXED
        && acl.entry().operation() != AclOperation.CREATE) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThatCode(() -> attempt(settings, acl, name)).doesNotThrowAnyException());

    admin.deleteAcls(List.of(acl.toFilter())).all().get();

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> attempt(settings, acl, name + another(acl)))
                    .satisfies(
                        refused ->
                            assertThat(
                                    refused instanceof ExecutionException
                                        ? refused.getCause()
                                        : refused)
                                .isInstanceOf(AuthorizationException.class)));
  }

  /** A topic that is there already is refused for another reason. */
  private static String another(AclBinding acl) {
    return acl.entry().operation() == AclOperation.CREATE ? "-2" : "";
  }

  static Stream<Arguments> acls() {
    return Arrays.stream(Role.values())
        .flatMap(
            role ->
                role.grants().stream()
                    .flatMap(grant -> grant.bindings("User:" + role.called()).stream())
                    .map(acl -> Arguments.of(role, acl)));
  }

  private static void attempt(Map<String, Object> settings, AclBinding acl, String name)
      throws Exception {
    switch (acl.pattern().resourceType()) {
      case GROUP -> {
        try (Admin own = Admin.create(settings)) {
          own.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException) {
            return; // allowed to see that there is none
          }
          throw e;
        }
      }
      case TRANSACTIONAL_ID -> {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("transactional.id", name);
        try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer())) {
          producer.initTransactions();
        }
      }
      case TOPIC -> attemptOnTopic(settings, acl.entry().operation(), name);
      default -> throw new AssertionError(acl);
    }
  }

  private static void attemptOnTopic(
      Map<String, Object> settings, AclOperation operation, String name) throws Exception {
    switch (operation) {
      case READ -> {
        TopicPartition first = new TopicPartition(name, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
          consumer.assign(List.of(first));
          consumer.seek(first, 0);
          consumer.poll(Duration.ofSeconds(1));
        }
      }
      case WRITE -> {
        try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
          producer.send(new ProducerRecord<>(name, 0, new byte[] {1}, new byte[] {1})).get();
        }
      }
      case DESCRIBE -> {
        try (Admin own = Admin.create(settings)) {
          own.describeTopics(List.of(name)).allTopicNames().get();
        }
      }
      case DESCRIBE_CONFIGS -> {
        try (Admin own = Admin.create(settings)) {
          own.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, name)))
              .all()
              .get();
        }
      }
      case CREATE -> {
        try (Admin own = Admin.create(settings)) {
          own.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof org.apache.kafka.common.errors.TopicExistsException) {
            return; // by the attempt before
          }
          throw e;
        }
      }
      default -> throw new AssertionError(operation);
    }
  }
}
