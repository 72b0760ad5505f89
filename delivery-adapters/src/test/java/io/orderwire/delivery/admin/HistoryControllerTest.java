package io.orderwire.delivery.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.command.Command;
import io.orderwire.delivery.command.FakeCommandLog;
import io.orderwire.delivery.command.Issued;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History.Readiness;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.partner.MemoryPartners;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.delivery.partner.Scope;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** Commands by the operator API; what they do is the processor's. */
final class HistoryControllerTest {
  private final MemoryPartners partners = new MemoryPartners();
  private final MemoryHistory history = new MemoryHistory();
  private final FakeCommandLog log = new FakeCommandLog();
  private final MockMvc server =
      MockMvcBuilders.standaloneSetup(
              new HistoryController(
                  new HistoryCommands(partners, history, _ -> 4, log),
                  new ProblemWriter(List.of())))
          .build();

  @BeforeEach
  void three_items() throws InterruptedException {
    var _ =
        new PartnerRegistry(partners, () -> Instant.EPOCH, new SecureRandom())
            .add(
                "acme",
                Optional.empty(),
                EnumSet.allOf(Scope.class),
                OptionalInt.empty(),
                Authors.OPERATOR);
    for (int item = 0; item < 3; item++) {
      history.append("acme", EventType.CREATED, "ord-1");
    }
  }

  private MockHttpServletResponse newEpoch(String partner, String body, String... headers)
      throws Exception {
    var request =
        post("/admin/v1/partners/" + partner + "/history/new-epoch")
            .content(body)
            .contentType("application/json");
    for (int at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return server.perform(request).andReturn().getResponse();
  }

  private static String code(MockHttpServletResponse response) throws Exception {
    return response.getStatus()
        + " "
        + JsonMapper.shared().readTree(response.getContentAsByteArray()).path("code").asString("");
  }

  private static String commandId(MockHttpServletResponse response) throws Exception {
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(202);
    return JsonMapper.shared()
        .readTree(response.getContentAsByteArray())
        .path("command_id")
        .asString();
  }

  @Test
  void a_frozen_history_is_let_go_on() throws Exception {
    history.freeze("acme", true);

    String id = commandId(newEpoch("acme", "{\"from\":4}"));

    Issued issued = log.issued().getFirst();
    assertThat(issued.id()).hasToString(id);
    assertThat(issued.partnerId()).isEqualTo("acme");
    assertThat(issued.command()).isEqualTo(new Command.NewEpoch(4));
    assertThat(issued.author()).isEqualTo(new Author.Operator("unknown", "127.0.0.1"));
    assertThat(issued.before()).isEqualTo(history.extent("acme"));
  }

  @Test
  void a_repeat_has_the_identity_of_the_first_until_an_epoch_has_begun() throws Exception {
    history.freeze("acme", true);
    String first = commandId(newEpoch("acme", "{\"from\":2}"));

    assertThat(commandId(newEpoch("acme", "{\"from\":2}"))).isEqualTo(first);
    assertThat(commandId(newEpoch("acme", "{\"from\":3}"))).isNotEqualTo(first);
  }

  @Test
  void what_the_caller_calls_the_request_is_its_identity() throws Exception {
    history.freeze("acme", true);
    String first = commandId(newEpoch("acme", "{\"from\":2}", "Idempotency-Key", "ticket-7"));

    assertThat(commandId(newEpoch("acme", "{\"from\":2}", "Idempotency-Key", "ticket-7")))
        .isEqualTo(first);
    assertThat(commandId(newEpoch("acme", "{\"from\":2}"))).isNotEqualTo(first);
    assertThat(code(newEpoch("acme", "{\"from\":2}", "Idempotency-Key", "a b")))
        .isEqualTo("400 invalid_parameter");
  }

  @Test
  void a_history_that_is_not_frozen_is_replaced_by_force_alone() throws Exception {
    assertThat(code(newEpoch("acme", "{\"from\":2}"))).isEqualTo("409 conflict");
    assertThat(code(newEpoch("acme", "{\"from\":2,\"force\":false}"))).isEqualTo("409 conflict");
    assertThat(log.issued()).isEmpty();
    commandId(newEpoch("acme", "{\"from\":2,\"force\":true}"));
  }

  @Test
  void an_epoch_that_would_begin_behind_the_frozen_place_is_refused() throws Exception {
    history.freeze("acme", true);
    MockHttpServletResponse refused = newEpoch("acme", "{\"from\":5}");
    assertThat(code(refused)).isEqualTo("409 conflict");
    assertThat(refused.getContentAsString()).contains("begins at 4 at the latest");
    assertThat(log.issued()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"from\":0}",
        "{\"from\":-1}",
        "{\"from\":1.5}",
        "{\"from\":\"2\"}",
        "{\"from\":null}",
        "{\"from\":9223372036854775808}",
        "{\"from\":2,\"force\":1}",
        "{\"from\":2,\"colour\":\"red\"}"
      })
  void what_makes_no_sense_is_refused(String body) throws Exception {
    history.freeze("acme", true);
    assertThat(code(newEpoch("acme", body))).isEqualTo("400 invalid_parameter");
    assertThat(log.issued()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"from\":1,\"from\":2}", "{\"from\":1} {}"})
  void what_is_no_json_object_is_refused(String body) throws Exception {
    assertThat(code(newEpoch("acme", body))).isEqualTo("400 invalid_json");
  }

  @Test
  void an_unknown_partner_is_not_found_once_all_are_known() throws Exception {
    assertThat(code(newEpoch("nobody", "{\"from\":1}"))).isEqualTo("404 not_found");
    partners.complete(false);
    assertThat(code(newEpoch("nobody", "{\"from\":1}"))).isEqualTo("503 not_caught_up");
  }

  @Test
  void only_who_has_the_history_can_tell() throws Exception {
    history.freeze("acme", true);
    history.become(new Readiness.CatchingUp());
    assertThat(code(newEpoch("acme", "{\"from\":4}"))).isEqualTo("503 not_caught_up");
    history.become(new Readiness.NoOwner());
    MockHttpServletResponse refused = newEpoch("acme", "{\"from\":4}");
    assertThat(code(refused)).isEqualTo("503 no_owner");
    assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
    assertThat(log.issued()).isEmpty();
  }

  @Test
  void a_broker_that_is_away_is_said() throws Exception {
    history.freeze("acme", true);
    log.away(true);
    MockHttpServletResponse refused = newEpoch("acme", "{\"from\":4}");
    assertThat(code(refused)).isEqualTo("503 broker_unavailable");
    assertThat(refused.getHeader("Retry-After")).isEqualTo("2");
  }
}
