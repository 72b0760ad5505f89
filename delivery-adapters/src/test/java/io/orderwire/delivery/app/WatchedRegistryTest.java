package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.RegisteredSchema;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WatchedRegistryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private @Nullable RegistryException failure;
  private Instant now = NOON;
  private final WatchedRegistry registry = new WatchedRegistry(new Answers(), () -> now);

  @Test
  void is_away_from_the_first_question_without_an_answer_to_the_next_with_one() {
    assertThat(registry.awaySince()).isEmpty();
    failure = new RegistryException.Unavailable("away", null);
    assertThatThrownBy(() -> registry.byId(1)).isSameAs(failure);
    now = NOON.plusSeconds(60);
    failure = new RegistryException.Refused(403, "not you");
    assertThatThrownBy(() -> registry.latest("s")).isSameAs(failure);
    assertThat(registry.awaySince()).contains(NOON);
    failure = null;
    assertThat(registry.byId(1).getType()).isEqualTo(Schema.Type.INT);
    assertThat(registry.awaySince()).isEmpty();
  }

  @Test
  void a_no_is_an_answer() {
    failure = new RegistryException.Unavailable("away", null);
    assertThatThrownBy(() -> registry.compatibility("s")).isSameAs(failure);
    failure = new RegistryException.NotFound(40403, "unknown");
    assertThatThrownBy(() -> registry.byId(1)).isSameAs(failure);
    assertThat(registry.awaySince()).isEmpty();
  }

  /** Answers, or fails. */
  private final class Answers implements RegistryClient {
    private <T> T answer(T given) {
      if (failure != null) {
        throw failure;
      }
      return given;
    }

    @Override
    public int register(String subject, Schema schema) {
      return answer(1);
    }

    @Override
    public int idOf(String subject, Schema schema) {
      return answer(1);
    }

    @Override
    public Schema byId(int id) {
      return answer(Schema.create(Schema.Type.INT));
    }

    @Override
    public RegisteredSchema latest(String subject) {
      return answer(new RegisteredSchema(subject, 1, 1, Schema.create(Schema.Type.INT)));
    }

    @Override
    public Optional<Compatibility> compatibility(String subject) {
      return answer(Optional.empty());
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
      answer(level);
    }
  }
}
