package io.orderwire.delivery.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.command.Command;
import io.orderwire.delivery.command.FakeCommandLog;
import io.orderwire.delivery.command.FakeSlotIndex;
import io.orderwire.delivery.command.Issued;
import io.orderwire.delivery.command.SlotRange;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History.Readiness;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.http.Operator;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.partner.MemoryPartners;
import io.orderwire.delivery.partner.PartnerChange;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.delivery.partner.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
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
  private final FakeSlotIndex slots = new FakeSlotIndex();
  private final MockMvc server =
      MockMvcBuilders.standaloneSetup(
              new HistoryController(
                  new HistoryCommands(partners, history, slots, log, UUID::randomUUID),
                  new ProblemWriter(List.of())))
          .addFilters(
              (request, response, chain) -> {
                new Operator("alice").attachTo((HttpServletRequest) request);
                chain.doFilter(request, response);
              })
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
    slots.all.add(new SlotRange(0, 1, 3));
  }

  private MockHttpServletResponse newEpoch(String partner, String body, String... headers)
      throws Exception {
    return command(partner, "new-epoch", body, headers);
  }

  private MockHttpServletResponse command(
      String partner, String command, String body, String... headers) throws Exception {
    var request =
        post("/admin/v1/partners/" + partner + "/history/" + command)
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
  void what_comes_for_a_removed_partner_can_be_erased() throws Exception {
    partners.remove(
        "acme", Instant.EPOCH, new PartnerChange(PartnerChange.Kind.REMOVED, new Author.Service()));
    assertThat(command("acme", "erase", "{\"all\":true}").getStatus()).isEqualTo(202);
    assertThat(code(command("nobody", "erase", "{\"all\":true}"))).isEqualTo("404 not_found");
  }

  @Test
  void a_frozen_history_is_let_go_on() throws Exception {
    history.freeze("acme", true);

    String id = commandId(newEpoch("acme", "{\"from\":4}"));

    Issued issued = log.issued().getFirst();
    assertThat(issued.id()).hasToString(id);
    assertThat(issued.partnerId()).isEqualTo("acme");
    assertThat(issued.command()).isEqualTo(new Command.NewEpoch(4));
    assertThat(issued.author()).isEqualTo(new Author.Operator("alice", "unknown", "127.0.0.1"));
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

  @Test
  void the_oldest_items_are_trimmed() throws Exception {
    MockHttpServletResponse answer = command("acme", "trim", "{\"before\":3}");
    assertThat(answer.getStatus()).isEqualTo(202);
    Issued issued = log.issued().getFirst();
    assertThat(issued.command()).isEqualTo(new Command.Trim(3));
    assertThat(answer.getContentAsString())
        .isEqualTo("{\"command_ids\":[\"" + issued.id() + "\"]}");
  }

  @Test
  void what_is_trimmed_already_needs_no_command() throws Exception {
    MockHttpServletResponse answer = command("acme", "trim", "{\"before\":1}");
    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getContentAsString()).isEqualTo("{\"command_ids\":[]}");
    assertThat(log.issued()).isEmpty();
  }

  @Test
  void no_more_can_be_trimmed_than_there_is() throws Exception {
    assertThat(code(command("acme", "trim", "{\"before\":5}"))).isEqualTo("409 conflict");
    assertThat(command("acme", "trim", "{\"before\":4}").getStatus()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"before\":0}", "{\"before\":\"3\"}", "{\"before\":3,\"a\":1}"})
  void trimming_that_makes_no_sense_is_refused(String body) throws Exception {
    assertThat(code(command("acme", "trim", body))).isEqualTo("400 invalid_parameter");
    assertThat(log.issued()).isEmpty();
  }

  @Test
  void an_orders_items_are_erased_in_all_epochs() throws Exception {
    List<SlotRange> ranges = List.of(new SlotRange(0, 2, 3), new SlotRange(1, 2, 2));
    slots.orders.put("ord-1", ranges);
    MockHttpServletResponse answer = command("acme", "erase", "{\"order_id\":\"ord-1\"}");
    assertThat(answer.getStatus()).isEqualTo(202);
    Issued issued = log.issued().getFirst();
    assertThat(issued.command()).isEqualTo(new Command.Erase(ranges));
    assertThat(answer.getContentAsString())
        .isEqualTo("{\"command_ids\":[\"" + issued.id() + "\"],\"slots\":3}");
  }

  @Test
  void items_are_erased_by_their_sequences_and_all_at_once() throws Exception {
    slots.all.add(new SlotRange(1, 3, 6));
    command("acme", "erase", "{\"sequences\":[3,2,99]}");
    command("acme", "erase", "{\"all\":true}");
    assertThat(log.issued())
        .extracting(Issued::command)
        .containsExactly(
            new Command.Erase(List.of(new SlotRange(0, 2, 3), new SlotRange(1, 3, 3))),
            new Command.Erase(List.of(new SlotRange(0, 1, 3), new SlotRange(1, 3, 6))));
  }

  @Test
  void what_is_not_there_cannot_be_erased() throws Exception {
    assertThat(code(command("acme", "erase", "{\"order_id\":\"ord-9\"}")))
        .isEqualTo("404 unknown_order");
    assertThat(code(command("acme", "erase", "{\"sequences\":[99]}"))).isEqualTo("404 not_found");
    assertThat(log.issued()).isEmpty();
  }

  @Test
  void who_may_not_know_all_erases_nothing() throws Exception {
    history.cutOff();
    assertThat(code(command("acme", "erase", "{\"all\":true}"))).isEqualTo("503 not_caught_up");
    assertThat(log.issued()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"all\":false}",
        "{\"all\":1}",
        "{\"order_id\":\"a b\"}",
        "{\"order_id\":7}",
        "{\"sequences\":[]}",
        "{\"sequences\":[0]}",
        "{\"sequences\":[1,1]}",
        "{\"sequences\":[1.5]}",
        "{\"sequences\":7}",
        "{\"all\":true,\"order_id\":\"ord-1\"}"
      })
  void erasing_that_makes_no_sense_is_refused(String body) throws Exception {
    assertThat(code(command("acme", "erase", body))).isEqualTo("400 invalid_parameter");
    assertThat(log.issued()).isEmpty();
  }
}
