package io.orderwire.processor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pins what the rules version stands for: a change here needs a new {@link Rules#VERSION}. */
class GoldenRulesTest {

  @Test
  void version_1_has_these_limits() {
    assertThat(Rules.VERSION).isEqualTo(1);
    assertThat(Rules.WINDOW).isEqualTo(Duration.ofDays(7));
    assertThat(Rules.WINDOW_IDS).isEqualTo(100_000);
    assertThat(Rules.MAX_SLOTS_PER_COMMAND).isEqualTo(10_000);
    assertThat(Rules.MAX_EPOCH).isEqualTo(1_000);
  }

  @Test
  void version_1_hashes_each_kind_of_field_like_this() {
    ContentHash hash =
        new CanonicalContent("order.created")
            .put("text", "café")
            .put("number", 42)
            .put("decimal", new BigDecimal("5.00"))
            .put("map", Map.of("b", "2", "a", "1"))
            .put("parts", List.of("x", "y"), (content, part) -> content.put("part", part))
            .hash();
    assertThat(hash).isEqualTo(new ContentHash(7995318104510780294L, 5182847292831528372L));
  }

  @Test
  void scale_and_fields_that_are_null_make_no_difference() {
    ContentHash hash = new CanonicalContent("t").put("d", new BigDecimal("5")).hash();
    @Nullable String absent = null;
    assertThat(new CanonicalContent("t").put("d", new BigDecimal("5.0000")).put("n", absent).hash())
        .isEqualTo(hash);
  }

  @Test
  void where_a_field_ends_makes_a_difference() {
    assertThat(new CanonicalContent("t").put("a", "bc").hash())
        .isNotEqualTo(new CanonicalContent("t").put("ab", "c").hash());
  }
}
