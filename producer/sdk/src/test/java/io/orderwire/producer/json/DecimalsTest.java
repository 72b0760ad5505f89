package io.orderwire.producer.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource({
    "0,0.0000",
    "0.0,0.0000",
    "12.50,12.5000",
    "138053.06,138053.0600",
    "999999999999999.9999,999999999999999.9999"
  })
  void reads_plain_notation(String text, String amount) {
    assertThat(Decimals.faultOf(text)).isNull();
    assertThat(Decimals.parse(text)).isEqualTo(new BigDecimal(amount));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1e5",
        "1E5",
        "-1",
        "+1",
        "-0",
        "NaN",
        "Infinity",
        "1,5",
        "1.",
        ".5",
        ".",
        "1.5 ",
        " 1",
        "0x10",
        "1_000",
        "1.2.3",
        "१२",
        "1d",
        "01",
        "00",
        "00.5",
        "1000000000000000",
        "1.00000",
        "0.00001",
        "99999999999999999999999999999999999999999999999999999999999999999"
      })
  void refuses_everything_else(String text) {
    assertThat(Decimals.faultOf(text)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "138053.0600,USD,138053.06",
    "5.0000,USD,5.00",
    "0.0000,USD,0.00",
    "500.0000,JPY,500",
    "500.2500,JPY,500.25",
    "1.2345,USD,1.2345",
    "1.5000,KWD,1.500",
    "1.5000,XXX,1.5",
    "1000.0000,???,1000"
  })
  void renders_the_currencys_digits_at_least(String amount, String currency, String text) {
    assertThat(Decimals.render(new BigDecimal(amount), currency)).isEqualTo(text);
  }

  @Property
  void reads_what_it_renders(
      @ForAll @BigRange(min = "0", max = "999999999999999.9999") @Scale(4) BigDecimal amount) {
    String text = Decimals.render(amount, "EUR");

    assertThat(Decimals.faultOf(text)).isNull();
    assertThat(Decimals.parse(text)).isEqualTo(amount.setScale(4));
  }
}
