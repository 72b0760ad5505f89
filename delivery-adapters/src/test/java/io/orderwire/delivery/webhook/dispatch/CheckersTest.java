package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sequences of the checkers' Javadoc: {@code +} begins, {@code =} succeeds, {@code -} fails,
 * {@code p} gives up, {@code !} crashes, {@code s} stores, {@code c} completes.
 */
class CheckersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1 =1 +2 =2 +3 =3",
        "+1 -1 +1 =1 +2 =2",
        "+1 =1 +2 ! +1 =1 +2 =2",
        "+1 =1 +4 =4",
        "+1 -1 p1 +2 =2",
        "+1 -1 p1 +2 =2 +1 =1 +3 =3",
        "+1,2 -1 +1,2 =1,2 +3 =3"
      })
  void order_holds(String sequence) {
    assertThatCode(() -> order(sequence)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "+2 =2 +1, lane a: 1 is first sent after 2",
    "+1 +2, lane a: 2 is sent while another is in flight",
    "+1 -1 +2, lane a: 2 is sent before 1 is settled",
    "+1 ! +2, lane a: 2 is sent before 1 is settled"
  })
  void order_is_violated(String sequence, String message) {
    assertThatThrownBy(() -> order(sequence))
        .isInstanceOf(AssertionError.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1 =1 s +2 =2 s c1,2",
        "+1 =1 ! +1 =1 c1",
        "+1 ! +1 =1 c1",
        "+1 +2 =2 s ! +1 =1 c1,2"
      })
  void at_least_once_holds(String sequence) {
    assertThatCode(() -> atLeastOnce(sequence)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "+1 =1 c1,2; lost: [2]",
        "+1 =1 +1; 1 is sent again for no reason",
        "+1 =1 s ! +1; 1 is sent again for no reason",
        "+1 =1 ! +1 =1 +1; 1 is sent again for no reason",
        "+1 =1 +2 =2 c1; never to be sent: [2]"
      })
  void at_least_once_is_violated(String sequence, String message) {
    assertThatThrownBy(() -> atLeastOnce(sequence))
        .isInstanceOf(AssertionError.class)
        .hasMessage(message);
  }

  private static void order(String sequence) {
    OrderChecker checker = new OrderChecker();
    for (String each : sequence.split(" ", -1)) {
      List<Long> items = items(each);
      switch (each.charAt(0)) {
        case '+' -> checker.begins("a", items);
        case '=', 'p' -> checker.ends("a", items);
        case '-' -> checker.ends("a", List.of());
        case '!' -> checker.crashed();
        default -> throw new IllegalArgumentException(each);
      }
    }
  }

  private static void atLeastOnce(String sequence) {
    AtLeastOnceChecker checker = new AtLeastOnceChecker();
    for (String each : sequence.split(" ", -1)) {
      List<Long> items = items(each);
      switch (each.charAt(0)) {
        case '+' -> items.forEach(checker::begins);
        case '=' -> items.forEach(checker::taken);
        case 's' -> checker.stored();
        case '!' -> checker.crashed();
        case 'c' -> checker.complete(items);
        default -> throw new IllegalArgumentException(each);
      }
    }
  }

  private static List<Long> items(String each) {
    return Arrays.stream(each.substring(1).split(",", -1))
        .filter(text -> !text.isEmpty())
        .map(Long::valueOf)
        .toList();
  }
}
