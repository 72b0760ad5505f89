package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.json.JsonMapper;

final class ItemJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Property(tries = 200)
  void a_member_is_found_whatever_else_is_there(
      @ForAll Map<String, String> texts, @ForAll List<String> list, @ForAll int number) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("data", Map.of("occurred_at", "wrong", "deep", List.of(texts, list)));
    item.put("list", list);
    item.put("number", number);
    item.put("none", Map.of("occurred_at", List.of()));
    item.putAll(texts);
    item.remove("occurred_at");
    byte[] without = JSON.writeValueAsBytes(item);
    assertThat(ItemJson.text(without, "occurred_at")).isEmpty();
    item.put("occurred_at", "2026");
    assertThat(ItemJson.text(JSON.writeValueAsBytes(item), "occurred_at")).contains("2026");
    String spread = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(item);
    assertThat(ItemJson.text(spread.getBytes(UTF_8), "occurred_at")).contains("2026");
  }

  @Example
  void what_is_no_text_is_passed_over() {
    byte[] json = "{\"a\":1,\"b\":null,\"a\":\"x\",\"c\":[]}".getBytes(UTF_8);
    assertThat(ItemJson.text(json, "a")).contains("x");
    assertThat(ItemJson.text(json, "b")).isEmpty();
    assertThat(ItemJson.text("{}".getBytes(UTF_8), "a")).isEqualTo(Optional.empty());
  }

  @Example
  void what_is_cut_off_is_refused() {
    byte[] json = "{\"a\":{\"b\":[1,\"x\\\"\"]},\"c\":true}".getBytes(UTF_8);
    for (int length = 0; length < json.length; length++) {
      byte[] cut = Arrays.copyOf(json, length);
      assertThatThrownBy(() -> ItemJson.text(cut, "d"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void an_item_happened_when_it_occurred_and_an_erased_one_when_it_was_erased() {
    String lie = "\",\"occurred_at\":\"1999-01-01T00:00:00Z\\";
    assertThat(ItemJson.time(SampleItems.cancelled(1, lie))).isEqualTo(SampleItems.OCCURRED);
    assertThat(ItemJson.time(SampleItems.erased(1))).isEqualTo(SampleItems.RECORDED.toString());
  }
}
