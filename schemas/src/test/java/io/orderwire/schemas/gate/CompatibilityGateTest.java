package io.orderwire.schemas.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the gate holds back what it must, and names the field. */
final class CompatibilityGateTest {
  private static final String RELEASED = record(field("id", "\"string\""), field("n", "\"int\""));

  @Test
  void passes_the_same_schema() {
    assertThat(check(RELEASED, RELEASED)).isEmpty();
  }

  @Test
  void passes_a_new_field_with_a_default_a_removed_field_and_a_wider_number() {
    assertThat(
            check(
                RELEASED,
                record(
                    field("id", "\"string\""),
                    field("n", "\"int\""),
                    "{\"name\":\"new\",\"type\":[\"null\",\"string\"],\"default\":null}")))
        .isEmpty();
    assertThat(check(RELEASED, record(field("id", "\"string\"")))).isEmpty();
    assertThat(check(RELEASED, record(field("id", "\"string\""), field("n", "\"long\""))))
        .isEmpty();
  }

  @Test
  void holds_back_a_new_field_without_a_default() {
    assertThat(
            check(
                RELEASED,
                record(field("id", "\"string\""), field("n", "\"int\""), field("x", "\"int\""))))
        .singleElement()
        .asString()
        .contains("t.R.x cannot read 1.0.0", "READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void holds_back_a_removed_default_that_older_writers_relied_on() {
    String older = record(field("id", "\"string\""));
    String newer = record(field("id", "\"string\""), field("n", "\"int\""));

    assertThat(check(older, newer)).singleElement().asString().contains("t.R.n cannot read");
  }

  @Test
  void holds_back_a_changed_type() {
    assertThat(check(RELEASED, record(field("id", "\"string\""), field("n", "\"string\""))))
        .singleElement()
        .asString()
        .contains("t.R.n cannot read 1.0.0", "TYPE_MISMATCH");
  }

  @Test
  void holds_back_a_narrower_number() {
    String before = record(field("n", "\"long\""));

    assertThat(check(before, record(field("n", "\"int\""))))
        .singleElement()
        .asString()
        .contains("t.R.n cannot read");
  }

  @Test
  void holds_back_a_renamed_field() {
    assertThat(check(RELEASED, record(field("id", "\"string\""), field("number", "\"int\""))))
        .singleElement()
        .asString()
        .contains("t.R.number cannot read");
  }

  @Test
  void passes_a_renamed_field_that_keeps_its_old_name_as_an_alias() {
    assertThat(
            check(
                RELEASED,
                record(
                    field("id", "\"string\""),
                    "{\"name\":\"number\",\"type\":\"int\",\"aliases\":[\"n\"]}")))
        .isEmpty();
  }

  @Test
  void holds_back_a_removed_union_branch() {
    String before = record(field("u", "[\"null\",\"string\",\"long\"]"));

    assertThat(check(before, record(field("u", "[\"null\",\"string\"]"))))
        .singleElement()
        .asString()
        .contains("t.R.u cannot read 1.0.0", "MISSING_UNION_BRANCH", "LONG");
  }

  @Test
  void holds_back_a_removed_enum_symbol() {
    String before = record(field("e", enumOf("A", "B")));

    assertThat(check(before, record(field("e", enumOf("A")))))
        .contains("t.R.e cannot read 1.0.0: MISSING_ENUM_SYMBOLS ([B])");
  }

  @Test
  void names_a_field_inside_an_array() {
    String before = record(field("u", "{\"type\":\"array\",\"items\":" + item("int")));
    String now = record(field("u", "{\"type\":\"array\",\"items\":" + item("string")));

    assertThat(check(before, now))
        .anySatisfy(problem -> assertThat(problem).startsWith("t.R.u[].line cannot read"));
  }

  @Test
  void holds_back_a_changed_logical_type_which_avro_lets_pass() {
    String before = record(field("at", logical("long", "timestamp-millis")));

    assertThat(check(before, record(field("at", logical("long", "timestamp-micros")))))
        .containsExactly(
            "t.R.at cannot read 1.0.0: the logical type was timestamp-millis and is"
                + " timestamp-micros");
    assertThat(check(before, record(field("at", "\"long\"")))).hasSize(1);
  }

  @Test
  void holds_back_another_scale_of_a_decimal() {
    String before = record(field("d", decimal(19, 4)));

    assertThat(check(before, record(field("d", decimal(19, 2))))).hasSize(1);
    assertThat(check(before, record(field("d", decimal(9, 4))))).hasSize(1);
    assertThat(check(before, record(field("d", decimal(38, 4))))).isEmpty();
  }

  @Test
  void holds_back_a_record_that_is_gone() {
    assertThat(check(RELEASED, RELEASED.replace("\"R\"", "\"S\"")))
        .containsExactly("t.R was released with 1.0.0 and is gone");
  }

  private static List<String> check(String released, String current) {
    return CompatibilityGate.check("1.0.0", AvroFiles.parse(released), AvroFiles.parse(current));
  }

  private static String record(String... fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"t\",\"fields\":["
        + String.join(",", fields)
        + "]}";
  }

  private static String field(String name, String type) {
    return "{\"name\":\"" + name + "\",\"type\":" + type + "}";
  }

  private static String item(String type) {
    return "{\"type\":\"record\",\"name\":\"Item\",\"fields\":["
        + field("line", "\"" + type + "\"")
        + "]}}";
  }

  private static String enumOf(String... symbols) {
    return "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\""
        + String.join("\",\"", symbols)
        + "\"]}";
  }

  private static String logical(String type, String logicalType) {
    return "{\"type\":\"" + type + "\",\"logicalType\":\"" + logicalType + "\"}";
  }

  private static String decimal(int precision, int scale) {
    return "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":"
        + precision
        + ",\"scale\":"
        + scale
        + "}";
  }
}
