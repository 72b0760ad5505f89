package io.orderwire.producer.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.producer.BackPressure;
import io.orderwire.producer.OrderEventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class OrderwireProducerAutoConfigurationTest {

  private final ApplicationContextRunner app =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  OrderwireProducerAutoConfiguration.class,
                  OrderwireProducerMetricsAutoConfiguration.class));
  private final ApplicationContextRunner configured =
      app.withPropertyValues(
          "orderwire.producer.bootstrap-servers=127.0.0.1:1",
          "orderwire.producer.schema-registry-url=http://127.0.0.1:1");

  @Test
  void makes_no_publisher_without_bootstrap_servers() {
    app.run(context -> assertThat(context).doesNotHaveBean(OrderEventPublisher.class));
  }

  @Test
  void makes_a_publisher_without_waiting_for_the_broker() {
    configured.run(context -> assertThat(context).hasSingleBean(OrderEventPublisher.class));
  }

  @Test
  void leaves_a_publisher_that_is_there() {
    OrderEventPublisher own =
        OrderEventPublisher.builder()
            .bootstrapServers("127.0.0.1:1")
            .schemaRegistryUrl("http://127.0.0.1:1")
            .build();

    configured
        .withBean("own", OrderEventPublisher.class, () -> own)
        .run(context -> assertThat(context.getBean(OrderEventPublisher.class)).isSameAs(own));
  }

  @Test
  void pins_the_defaults() {
    configured.run(
        context ->
            assertThat(context.getBean(OrderwireProducerProperties.class))
                .isEqualTo(
                    new OrderwireProducerProperties(
                        "127.0.0.1:1",
                        "http://127.0.0.1:1",
                        "orderwire-publisher",
                        OrderwireProducerProperties.Policy.BLOCK,
                        Duration.ofSeconds(30),
                        DataSize.ofMegabytes(32),
                        Duration.ofMinutes(2),
                        Duration.ofMillis(5),
                        Duration.ofSeconds(30),
                        Map.of(),
                        null)));
  }

  @Test
  void takes_the_local_systems_registry_unless_told_otherwise() {
    app.withPropertyValues("orderwire.producer.bootstrap-servers=127.0.0.1:1")
        .run(
            context ->
                assertThat(context.getBean(OrderwireProducerProperties.class).schemaRegistryUrl())
                    .isEqualTo("http://127.0.0.1:8081/apis/ccompat/v7"));
  }

  @Test
  void shows_no_secrets() {
    configured
        .withPropertyValues(
            "orderwire.producer.schema-registry-url=http://u:secret-1@127.0.0.1:1",
            "orderwire.producer.properties.sasl.jaas.config=secret-2")
        .run(
            context ->
                assertThat(context.getBean(OrderwireProducerProperties.class).toString())
                    .contains("127.0.0.1:1")
                    .doesNotContain("secret"));
  }

  @Test
  void passes_further_properties_on_with_their_dots() {
    configured
        .withPropertyValues(
            "orderwire.producer.properties.security.protocol=SSL",
            "orderwire.producer.properties.basic.auth.user.info=u:p")
        .run(
            context ->
                assertThat(context.getBean(OrderwireProducerProperties.class).properties())
                    .containsOnly(
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("basic.auth.user.info", "u:p")));
  }

  @Test
  void refuses_settings_on_which_the_order_depends() {
    configured
        .withPropertyValues("orderwire.producer.properties.acks=1")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage("acks is the publisher's own setting"));
  }

  @Test
  void fails_fast_if_told_so() {
    configured
        .withPropertyValues("orderwire.producer.back-pressure=fail-fast")
        .run(
            context ->
                assertThat(context.getBean(OrderwireProducerProperties.class).policy())
                    .isEqualTo(BackPressure.failFast()));
  }

  @Test
  void lets_customizers_have_the_last_word() {
    List<String> called = new ArrayList<>();

    configured
        .withBean(
            PublisherBuilderCustomizer.class,
            () -> builder -> called.add(builder.clientId("mine").getClass().getSimpleName()))
        .run(context -> assertThat(called).containsExactly("PublisherBuilder"));
  }

  @Test
  void shows_the_publishers_numbers() {
    configured
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context -> {
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              context.getBean(MeterBinder.class).bindTo(registry);
              assertThat(registry.get("orderwire.producer.published").functionCounter().count())
                  .isZero();
              assertThat(registry.get("orderwire.producer.in.flight.size").gauge().value())
                  .isZero();
              assertThat(registry.get("orderwire.producer.stalled").timeGauge().value()).isZero();
            });
  }

  @Test
  void works_without_micrometer() {
    configured
        .withClassLoader(new FilteredClassLoader(MeterBinder.class))
        .run(context -> assertThat(context).hasSingleBean(OrderEventPublisher.class));
  }
}
