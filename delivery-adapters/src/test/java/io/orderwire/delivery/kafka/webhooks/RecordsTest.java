package io.orderwire.delivery.kafka.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.DeliveryAttempt;
import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordsTest {

  @Test
  void an_endpoint_comes_back_with_every_field() {
    Endpoint endpoint = Samples.full("acme", "we_1");
    Endpoint again = EndpointRecords.fromAvro("acme", "we_1", EndpointRecords.toAvro(endpoint));

    assertThat(Samples.withoutSecrets(again)).isEqualTo(Samples.withoutSecrets(endpoint));
    assertThat(again.secrets())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(endpoint.secrets());
  }

  @Test
  void an_endpoint_comes_back_without_what_it_does_not_have() {
    Endpoint endpoint = Samples.plain("acme", "we_1");

    assertThat(EndpointRecords.fromAvro("acme", "we_1", EndpointRecords.toAvro(endpoint)))
        .isEqualTo(endpoint);
  }

  @Test
  void secrets_can_be_read_more_than_once_from_a_record() {
    WebhookEndpoint record = EndpointRecords.toAvro(Samples.full("acme", "we_1"));

    for (int time = 0; time < 2; time++) {
      assertThat(EndpointRecords.fromAvro("acme", "we_1", record).secrets())
          .extracting(Secret::sealed)
          .containsExactly(new byte[] {1, 2, 3}, new byte[] {4, 5});
    }
  }

  @Test
  void an_endpoint_of_an_unknown_order_is_not_understood() {
    WebhookEndpoint record = EndpointRecords.toAvro(Samples.plain("acme", "we_1"));
    record.put("order", "alphabetical");

    assertThatThrownBy(() -> EndpointRecords.fromAvro("acme", "we_1", record))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource
  void an_attempt_comes_back_with_every_field(Attempt attempt) {
    assertThat(AttemptRecords.fromAvro(AttemptRecords.toAvro(attempt))).isEqualTo(attempt);
  }

  static Stream<Attempt> an_attempt_comes_back_with_every_field() {
    Stream<Outcome> outcomes =
        Stream.concat(
            Stream.of(
                new Outcome.Delivered(204),
                new Outcome.Refused(301, Optional.empty()),
                new Outcome.Refused(429, Optional.of(Duration.ofSeconds(7))),
                new Outcome.TimedOut()),
            Stream.of(Outcome.Cause.values()).map(Outcome.Unreachable::new));
    return Stream.concat(
        outcomes.map(outcome -> Samples.attempt("acme", 3, outcome)),
        Stream.of(Samples.ofMessage("acme")));
  }

  @Test
  void an_attempt_of_an_unknown_outcome_is_not_understood() {
    DeliveryAttempt record =
        AttemptRecords.toAvro(Samples.attempt("acme", 1, new Outcome.TimedOut()));
    record.put("outcome", "lost");

    assertThatThrownBy(() -> AttemptRecords.fromAvro(record))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
