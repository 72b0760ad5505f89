package io.orderwire.delivery.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CommandIdsTest {
  @Test
  void a_repeated_request_has_the_identity_of_the_first() {
    UUID id = CommandIds.ofKey("acme", "ticket-7");
    assertThat(CommandIds.ofKey("acme", "ticket-7")).isEqualTo(id);
    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void another_request_has_another_identity() {
    assertThat(CommandIds.ofKey("acme", "ticket-7"))
        .isNotEqualTo(CommandIds.ofKey("acme", "ticket-8"))
        .isNotEqualTo(CommandIds.ofKey("other", "ticket-7"));
  }

  @Test
  void each_epoch_has_one_successor_at_a_sequence() {
    UUID id = CommandIds.ofEpoch("acme", 0, 7);
    assertThat(CommandIds.ofEpoch("acme", 0, 7)).isEqualTo(id);
    assertThat(id)
        .isNotEqualTo(CommandIds.ofEpoch("acme", 1, 7))
        .isNotEqualTo(CommandIds.ofEpoch("acme", 0, 8))
        .isNotEqualTo(CommandIds.ofEpoch("other", 0, 7));
  }
}
