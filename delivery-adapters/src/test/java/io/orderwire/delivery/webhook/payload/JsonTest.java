package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;

final class JsonTest {
  @Property
  void any_text_can_be_read_again(@ForAll String name, @ForAll String value) {
    byte[] json = new Json(16).text(name, value).end();
    JsonNode read = SampleItems.tree(json);
    assertThat(read.propertyNames()).containsExactly(name);
    assertThat(read.get(name).asString()).isEqualTo(value);
    assertThat(new String(json, UTF_8).chars()).noneMatch(one -> one < ' ');
  }

  @Example
  void members_are_separated_and_objects_can_be_joined() {
    byte[] inner = new Json(16).number("a", -1).yes("b").end();
    byte[] outer = new Json(16).members(inner).nothing("c").raw("d", inner).end();
    assertThat(new String(outer, UTF_8))
        .isEqualTo("{\"a\":-1,\"b\":true,\"c\":null,\"d\":{\"a\":-1,\"b\":true}}");
    assertThat(new String(new Json(1).end(), UTF_8)).isEqualTo("{}");
  }

  @Example
  void what_utf_8_cannot_hold_is_escaped() {
    byte[] json = new Json(16).text("a", "\"\\\n\u0000\ud83d\ude00\ud83d").end();
    assertThat(new String(json, UTF_8))
        .isEqualTo("{\"a\":\"\\\"\\\\\\u000a\\u0000\ud83d\ude00\\ud83d\"}");
  }
}
