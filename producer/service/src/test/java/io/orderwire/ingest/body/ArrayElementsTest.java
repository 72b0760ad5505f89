package io.orderwire.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.ingest.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayElementsTest {

  private static List<String> split(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return ArrayElements.of(bytes, 100).stream()
        .map(s -> new String(bytes, s.offset(), s.length(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void splits_at_the_commas_of_the_array_only() {
    assertThat(split(" [ {\"a\":[1,2],\"b\":\"],\\\"}\"} ,\n7,[[]], \"ä,\" ] "))
        .containsExactly("{\"a\":[1,2],\"b\":\"],\\\"}\"}", "7", "[[]]", "\"ä,\"");
  }

  @Test
  void finds_nothing_in_an_empty_array() {
    assertThat(split("[ ]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1]2", "[1][", "[\"]", "[\"\\", "[{]", "{}", ""
      })
  void refuses_what_is_no_whole_array(String json) {
    assertThatThrownBy(() -> split(json))
        .isInstanceOfSatisfying(
            BodyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_JSON));
  }

  @Test
  void refuses_more_elements_than_the_limit() {
    assertThatThrownBy(() -> ArrayElements.of("[1,2,3]".getBytes(StandardCharsets.UTF_8), 2))
        .isInstanceOfSatisfying(
            BodyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Property
  void survives_any_bytes(@ForAll byte[] bytes) {
    try {
      for (ArrayElements.Span span : ArrayElements.of(bytes, 10)) {
        assertThat(span.length()).isPositive();
        assertThat(span.offset() + span.length()).isLessThanOrEqualTo(bytes.length);
      }
    } catch (BodyException expected) {
      assertThat(expected.detail()).isNotEmpty();
    }
  }
}
