package io.orderwire.delivery.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenLinesTest {
  private static final String ONE = "owa_0123456789abcdef0123456789abcdef";
  private static final String TWO = "owa_fedcba9876543210fedcba9876543210";
  private static final String GOOD = "alice " + ONE;
  private static final String NONE = "it holds no token that opens anything";

  /** {@code name=token}, of what opens. */
  private static List<String> opens(String text) {
    return TokenLines.parse(text).tokens().stream()
        .map(known -> known.name() + "=" + new String(known.token(), US_ASCII))
        .toList();
  }

  private static List<String> problems(String text) {
    return TokenLines.parse(text).problems();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ONE,
        ONE + "\n",
        "\n  " + ONE + "\t\r\n\r\n",
        "\uFEFF" + ONE,
        "# the operators'\n" + ONE,
        "operator " + ONE
      })
  void a_token_alone_is_that_of_the_operator(String text) {
    assertThat(opens(text)).containsExactly("operator=" + ONE);
    assertThat(problems(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", "\n# no TOKEN\n", "\n  #\n \t \n"})
  void each_line_has_a_name_and_a_token_however_lines_end(String end) {
    String text = "\uFEFF" + GOOD + end + "  bob.o-k_2\t \t" + TWO + " " + end;
    assertThat(opens(text)).containsExactly("alice=" + ONE, "bob.o-k_2=" + TWO);
    assertThat(problems(text)).isEmpty();
  }

  @Test
  void a_name_may_have_several_tokens_and_a_token_several_lines() {
    String text = GOOD + "\nalice " + TWO + "\n" + GOOD;
    assertThat(opens(text)).containsExactly("alice=" + ONE, "alice=" + TWO, "alice=" + ONE);
    assertThat(problems(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "owa_0123456789abcdef0123456789a, a token of fewer than 32 characters",
    "bob owa_0123456789abcdef0123456789a, a token of fewer than 32 characters",
    "Bob owa_fedcba9876543210fedcba9876543210, a name that is none",
    ".bob owa_fedcba9876543210fedcba9876543210, a name that is none",
    "bob/ owa_fedcba9876543210fedcba9876543210, a name that is none",
    "bob= owa_fedcba9876543210fedcba9876543210, a name that is none",
    "böb owa_fedcba9876543210fedcba9876543210, a name that is none",
    "bоb owa_fedcba9876543210fedcba9876543210, a name that is none",
    "owa_fedcba9876543210fedcba9876543210 bob, a token of fewer than 32 characters",
    "bob owa_fedcba9876543210fedcba98765432é0, other characters than the visible ones of ASCII",
    "bob owa_fedcba9876543210fedcba98765432١0, other characters than the visible ones of ASCII",
    "bob owa_fedcba9876543210\u00A0fedcba9876543210, other characters than the visible ones",
    "bob owa_fedcba9876543210\u0000fedcba9876543210, other characters than the visible ones",
    "bob owa_fedcba9876543210fedcba9876543210 x, more than a name and a token",
    "bob owa_fedcba9876543210fedcba9876543210 # his, more than a name and a token"
  })
  void a_line_that_cannot_be_used_opens_nothing_and_is_told(String line, String fault) {
    assertThat(opens(line)).isEmpty();
    assertThat(problems(line)).hasSize(2).endsWith(NONE).first().asString().contains(fault);
  }

  @Test
  void the_good_lines_beside_a_bad_one_are_good_all_the_same() {
    String text = GOOD + "\n\nBob " + TWO + "\ncarol short\n";
    assertThat(opens(text)).containsExactly("alice=" + ONE);
    assertThat(problems(text))
        .containsExactly(
            "line 3 opens nothing: it has a name that is none: 1 to 63 of a-z, 0-9, '.', '_' and"
                + " '-'",
            "line 4 opens nothing: it has a token of fewer than 32 characters");
  }

  @Test
  void names_have_63_characters_at_most() {
    assertThat(opens("n".repeat(63) + " " + ONE)).hasSize(1);
    assertThat(opens("n".repeat(64) + " " + ONE)).isEmpty();
  }

  /** One of them may be a name that is none, or stand for a token that all know. */
  @ParameterizedTest
  @ValueSource(strings = {"bob " + ONE, "Bob " + ONE, "bob " + ONE + " x", ONE})
  void a_token_under_two_names_opens_nothing_under_either(String other) {
    for (String text : new String[] {GOOD + "\n" + other, other + "\n" + GOOD}) {
      assertThat(opens(text + "\ncarol " + TWO)).containsExactly("carol=" + TWO);
      assertThat(problems(text + "\ncarol " + TWO))
          .containsExactly(
              "line 1 opens nothing: it has a token that another line has under another name",
              "line 2 opens nothing: it has a token that another line has under another name");
    }
  }

  @Test
  void a_token_without_a_name_beside_others_opens_nothing() {
    assertThat(opens(GOOD + "\n" + TWO)).containsExactly("alice=" + ONE);
    assertThat(problems(TWO + "\n" + GOOD))
        .containsExactly(
            "line 1 opens nothing: it has a token without a name, and is not the only one");
    assertThat(opens(ONE + "\n" + TWO)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF", "\r\n \t\r\n", "# nobody\n#"})
  void what_says_nothing_opens_nothing(String text) {
    assertThat(opens(text)).isEmpty();
    assertThat(problems(text)).containsExactly(NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret-secret",
        "alice secret-secret",
        "Secret owa_fedcba9876543210fedcba9876543210",
        "owa_fedcba9876543210fedcba9876543210 secret",
        "alice owa_fedcba9876543210fedcba9876543210 secret"
      })
  void no_problem_says_what_is_in_a_line(String line) {
    assertThat(problems(line + "\nalice " + ONE).toString())
        .doesNotContainIgnoringCase("secret")
        .doesNotContain("owa_", "alice");
    assertThat(TokenLines.parse(GOOD).toString()).doesNotContain("owa_");
  }
}
