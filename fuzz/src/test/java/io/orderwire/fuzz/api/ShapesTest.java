package io.orderwire.fuzz.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.fuzz.Knowns;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private final Api api = Knowns.small();
  private final Operation put = api.operations().getFirst();
  private final Shapes shapes = new Shapes(api);

  @Test
  void an_operation_has_the_parameters_of_its_path_too() {
    assertThat(put.name()).isEqualTo("partner:putTeapot");
    assertThat(put.parameters())
        .extracting(Parameter::described)
        .containsExactly("path teapot_id", "query lid");
    assertThat(put.secured()).isTrue();
  }

  @Test
  void every_place_of_every_form_of_a_body_is_known() {
    assertThat(shapes.places(put.bodies().getFirst().schema()))
        .containsExactlyInAnyOrder(
            List.of("size"),
            List.of("leaves"),
            List.of("leaves", "*"),
            List.of("leaves", "*", "kind"),
            List.of("labels"),
            List.of("labels", "{}"),
            List.of("*"),
            List.of("*", "size"),
            List.of("*", "leaves"),
            List.of("*", "leaves", "*"),
            List.of("*", "leaves", "*", "kind"),
            List.of("*", "labels"),
            List.of("*", "labels", "{}"));
  }

  @Test
  void members_that_only_names_tell_of_are_looked_up() {
    Api operator =
        Knowns.apis().stream()
            .filter(one -> one.service() == Service.OPERATOR)
            .findFirst()
            .orElseThrow();
    Operation change =
        operator.operations().stream()
            .filter(one -> one.id().equals("changeEndpoint"))
            .findFirst()
            .orElseThrow();
    assertThat(new Shapes(operator).places(change.bodies().getFirst().schema()))
        .contains(List.of("url"), List.of("limits", "timeout_seconds"), List.of("types", "*"));
  }

  @Test
  void an_address_leads_to_its_operation_alone() {
    assertThat(put.matches("/v1/teapots/brown")).isTrue();
    assertThat(put.matches("/v1/teapots/brown/lid")).isFalse();
    assertThat(put.matches("/v1/teapots/")).isFalse();
  }

  @Test
  void the_table_of_errors_says_who_answers_with_what() throws Exception {
    ErrorTable errors = ErrorTable.read(Knowns.root().resolve("docs/errors.md"));
    assertThat(errors.has(Service.PARTNER, "invalid_limit", 400)).isTrue();
    assertThat(errors.has(Service.PARTNER, "invalid_limit", 404)).isFalse();
    assertThat(errors.has(Service.PRODUCER, "invalid_limit", 400)).isFalse();
    assertThat(errors.has(Service.PARTNER, "no_such_code", 400)).isFalse();
  }
}
