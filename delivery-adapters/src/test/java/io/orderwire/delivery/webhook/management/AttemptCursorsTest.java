package io.orderwire.delivery.webhook.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttemptCursorsTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, Long.MAX_VALUE, -1})
  void a_cursor_names_its_place(long place) {
    String cursor = AttemptCursors.encode("acme", place);
    assertThat(cursor).matches("[A-Za-z0-9_-]{20}");
    assertThat(AttemptCursors.decode("acme", cursor)).contains(place);
  }

  @Test
  void anything_else_is_none() {
    String cursor = AttemptCursors.encode("acme", 42);
    assertThat(AttemptCursors.decode("other", cursor)).isEmpty();
    for (int at = 0; at < cursor.length(); at++) {
      char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
      String mistyped = cursor.substring(0, at) + other + cursor.substring(at + 1);
      assertThat(AttemptCursors.decode("acme", mistyped)).as(mistyped).isEmpty();
    }
    String item = ItemIds.encode("acme", new Position(0, 42));
    for (String text : new String[] {"", "42", item, cursor + "A", "!".repeat(20)}) {
      assertThat(AttemptCursors.decode("acme", text)).as(text).isEmpty();
    }
  }
}
