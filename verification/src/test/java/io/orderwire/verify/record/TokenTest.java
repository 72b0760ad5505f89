package io.orderwire.verify.record;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  @Property
  void text_is_read_back(@ForAll long token) {
    assertThat(Token.parse(Token.text(token))).isEqualTo(token);
  }

  @Test
  void is_a_fixed_text() {
    assertThat(Token.text(255)).isEqualTo("tok-00000000000000ff");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "tok-",
        "tok-00000000000000f",
        "tok-00000000000000fff",
        "tok-00000000000000FF",
        "tik-00000000000000ff",
        " tok-00000000000000ff"
      })
  void other_texts_are_none(String text) {
    assertThat(Token.parse(text)).isEqualTo(Token.NONE);
  }
}
