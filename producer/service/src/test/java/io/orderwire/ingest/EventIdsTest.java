package io.orderwire.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {

  @Test
  void gives_the_same_identity_to_the_same_event_of_the_same_request() {
    assertThat(new EventIds("erp", "k-1").of(3)).isEqualTo(new EventIds("erp", "k-1").of(3));
  }

  @Test
  void is_pinned_since_a_retry_may_meet_a_later_version() {
    assertThat(new EventIds("erp", "k-1").of(0))
        .isEqualTo(UUID.fromString("d4d38593-45a4-5d42-9dd9-f7761d08cdab"));
  }

  @Test
  void makes_version_5() {
    UUID id = new EventIds("erp", "k-1").of(0);

    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void tells_keys_requests_and_places_apart() {
    Set<UUID> ids = new HashSet<>();
    for (String name : new String[] {"a", "a1", "b"}) {
      for (String key : new String[] {"1", "11", "x"}) {
        for (int index = 0; index < 120; index++) {
          assertThat(ids.add(new EventIds(name, key).of(index))).isTrue();
        }
      }
    }
  }
}
