package io.orderwire.delivery.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.command.FakeSlotIndex;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.partner.ApiKeys;
import io.orderwire.delivery.partner.Belongings;
import io.orderwire.delivery.partner.MemoryPartners;
import io.orderwire.delivery.partner.PartnerChange;
import io.orderwire.delivery.partner.PartnerChange.Kind;
import io.orderwire.delivery.partner.PartnerRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator API over partners in memory; no history is here, so none is told of. */
final class PartnerAdminTest {
  private static final String TOKEN = "owa_0123456789abcdef0123456789abcdef";
  private static final String OTHER = "owa_fedcba9876543210fedcba9876543210";

  private final MemoryPartners partners = new MemoryPartners();
  private final MemoryHistory history = new MemoryHistory();
  private final FakeSlotIndex slots = new FakeSlotIndex();
  private final List<String> belongingsOf = new ArrayList<>();
  private Belongings.Removed removed = new Belongings.Removed.Done();
  private Instant now = Instant.parse("2026-11-24T06:00:00Z");
  @TempDir private Path directory;
  private Path tokenFile;
  private MockMvc server;

  @BeforeEach
  void start() throws Exception {
    tokenFile = directory.resolve("token");
    Files.writeString(tokenFile, TOKEN + "\n");
    ProblemWriter problems = new ProblemWriter(List.of());
    PartnerRegistry registry = new PartnerRegistry(partners, () -> now, new SecureRandom());
    server =
        MockMvcBuilders.standaloneSetup(
                new PartnerAdminController(
                    registry,
                    new PartnerRemoval(
                        registry,
                        history,
                        slots,
                        (partner, _) -> {
                          belongingsOf.add(partner);
                          return removed;
                        }),
                    history,
                    problems))
            .addFilters(new OperatorAuthentication(new OperatorTokens(tokenFile), problems))
            .build();
  }

  private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) throws Exception {
    return ask(request, TOKEN);
  }

  private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, String token)
      throws Exception {
    return server
        .perform(request.header("Authorization", "Bearer " + token))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse add(String body) throws Exception {
    return ask(post("/admin/v1/partners").content(body).contentType("application/json"));
  }

  private static JsonNode json(MockHttpServletResponse response) throws Exception {
    return JsonMapper.shared().readTree(response.getContentAsByteArray());
  }

  private static String code(MockHttpServletResponse response) throws Exception {
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    return response.getStatus() + " " + json(response).path("code").asString();
  }

  @Test
  void a_new_partner_gets_a_key_that_is_shown_once() throws Exception {
    MockHttpServletResponse added =
        add("{\"partner_id\":\"acme\",\"scopes\":[\"read\"],\"requests_per_second\":5}");
    assertThat(added.getStatus()).isEqualTo(201);
    assertThat(added.getHeader("Cache-Control")).isEqualTo("no-store");
    String key = json(added).path("key").asString();
    assertThat(partners.findByKeyHash(ApiKeys.hash(key))).isPresent();
    String listed = ask(get("/admin/v1/partners")).getContentAsString();
    assertThat(listed).contains("\"partner_id\":\"acme\"", "\"scopes\":[\"read\"]");
    assertThat(listed).doesNotContain(key, "\"key\":", "hash");
    assertThat(ask(get("/admin/v1/partners/acme")).getStatus()).isEqualTo(200);
  }

  @Test
  void a_registered_partner_is_a_conflict() throws Exception {
    add("{\"partner_id\":\"acme\"}");
    assertThat(code(add("{\"partner_id\":\"acme\"}"))).isEqualTo("409 conflict");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"partner_id\":7}",
        "{\"partner_id\":\"Acme\"}",
        "{\"partner_id\":\"acme\",\"name\":\"\"}",
        "{\"partner_id\":\"acme\",\"scopes\":[]}",
        "{\"partner_id\":\"acme\",\"scopes\":[\"read\",\"write\"]}",
        "{\"partner_id\":\"acme\",\"requests_per_second\":0}",
        "{\"partner_id\":\"acme\",\"requests_per_second\":1.5}",
        "{\"partner_id\":\"acme\",\"colour\":\"red\"}"
      })
  void what_makes_no_sense_is_refused(String body) throws Exception {
    assertThat(code(add(body))).isEqualTo("400 invalid_parameter");
    assertThat(partners.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"partner_id\":\"a\",\"partner_id\":\"b\"}", "{} {}"})
  void what_is_no_json_object_is_refused(String body) throws Exception {
    assertThat(code(add(body))).isEqualTo("400 invalid_json");
  }

  @Test
  void rotating_gives_a_new_key_beside_the_old_one() throws Exception {
    String first = json(add("{\"partner_id\":\"acme\"}")).path("key").asString();
    now = now.plusSeconds(1);
    MockHttpServletResponse rotated =
        ask(
            post("/admin/v1/partners/acme/rotate-key")
                .content("{\"overlap_seconds\":60}")
                .contentType("application/json"));
    assertThat(rotated.getStatus()).isEqualTo(200);
    String second = json(rotated).path("key").asString();
    assertThat(partners.findByKeyHash(ApiKeys.hash(first))).isPresent();
    assertThat(partners.findByKeyHash(ApiKeys.hash(second))).isPresent();
    assertThat(json(ask(get("/admin/v1/partners/acme"))).path("keys").size()).isEqualTo(2);
  }

  @Test
  void suspends_resumes_and_revokes() throws Exception {
    JsonNode added = json(add("{\"partner_id\":\"acme\"}"));
    String keyId = added.path("keys").path(0).path("key_id").asString();
    assertThat(json(ask(post("/admin/v1/partners/acme/suspend"))).path("suspended").asBoolean())
        .isTrue();
    assertThat(json(ask(post("/admin/v1/partners/acme/resume"))).path("suspended").asBoolean())
        .isFalse();
    assertThat(ask(delete("/admin/v1/partners/acme/keys/" + keyId)).getStatus()).isEqualTo(204);
    assertThat(code(ask(delete("/admin/v1/partners/acme/keys/" + keyId))))
        .isEqualTo("404 not_found");
  }

  @Test
  void a_removed_partner_is_gone_with_all_that_was_its_own_and_nobody_gets_its_id()
      throws Exception {
    String key = json(add("{\"partner_id\":\"acme\"}")).path("key").asString();

    assertThat(ask(delete("/admin/v1/partners/acme")).getStatus()).isEqualTo(204);

    assertThat(partners.findByKeyHash(ApiKeys.hash(key))).isEmpty();
    assertThat(code(ask(get("/admin/v1/partners/acme")))).isEqualTo("404 not_found");
    assertThat(json(ask(get("/admin/v1/partners"))).path("partners")).isEmpty();
    assertThat(belongingsOf).containsExactly("acme");
    MockHttpServletResponse again = add("{\"partner_id\":\"acme\"}");
    assertThat(code(again)).isEqualTo("409 conflict");
    assertThat(again.getContentAsString()).contains("choose another id");
    assertThat(partners.changes())
        .extracting(PartnerChange::kind)
        .containsExactly(Kind.REGISTERED, Kind.REMOVED);
  }

  @Test
  void a_partner_whose_history_is_not_erased_is_not_removed() throws Exception {
    add("{\"partner_id\":\"acme\"}");
    slots.hasContent = true;
    MockHttpServletResponse refused = ask(delete("/admin/v1/partners/acme"));
    assertThat(code(refused)).isEqualTo("409 conflict");
    assertThat(refused.getContentAsString()).contains("erase all of it");
    slots.hasContent = false;
    history.cutOff();
    assertThat(code(ask(delete("/admin/v1/partners/acme")))).isEqualTo("503 not_caught_up");
    history.become(new History.Readiness.Elsewhere());
    assertThat(code(ask(delete("/admin/v1/partners/acme")))).isEqualTo("503 no_owner");

    assertThat(partners.find("acme")).isPresent();
    assertThat(belongingsOf).isEmpty();
  }

  @Test
  void a_removal_that_came_half_way_is_finished_by_a_repeat() throws Exception {
    add("{\"partner_id\":\"acme\"}");
    removed = new Belongings.Removed.Unavailable();
    assertThat(code(ask(delete("/admin/v1/partners/acme")))).isEqualTo("503 broker_unavailable");
    removed = new Belongings.Removed.NotOwner();
    assertThat(code(ask(delete("/admin/v1/partners/acme")))).isEqualTo("503 no_owner");
    removed = new Belongings.Removed.Done();
    assertThat(ask(delete("/admin/v1/partners/acme")).getStatus()).isEqualTo(204);

    assertThat(belongingsOf).containsExactly("acme", "acme", "acme");
    assertThat(code(ask(delete("/admin/v1/partners/nobody")))).isEqualTo("404 not_found");
  }

  @Test
  void each_change_is_recorded_as_the_operators() throws Exception {
    String key =
        json(add("{\"partner_id\":\"acme\"}")).path("keys").path(0).path("key_id").asString();
    ask(post("/admin/v1/partners/acme/suspend"));
    ask(post("/admin/v1/partners/acme/resume"));
    ask(delete("/admin/v1/partners/acme/keys/" + key));
    ask(post("/admin/v1/partners/acme/rotate-key"));

    assertThat(partners.changes())
        .extracting(PartnerChange::kind)
        .containsExactly(
            Kind.REGISTERED, Kind.SUSPENDED, Kind.RESUMED, Kind.KEY_REVOKED, Kind.KEY_ROTATED);
    assertThat(partners.changes())
        .extracting(PartnerChange::author)
        .containsOnly(new Author.Operator("operator", "unknown", "127.0.0.1"));
  }

  @Test
  void each_operator_is_recorded_by_name() throws Exception {
    Files.writeString(tokenFile, "alice " + TOKEN + "\nbob " + OTHER + "\n");
    add("{\"partner_id\":\"acme\"}");
    ask(post("/admin/v1/partners/acme/suspend"), OTHER);
    ask(post("/admin/v1/partners/acme/resume").header("X-Operator", "bob"));
    ask(delete("/admin/v1/partners/acme"), OTHER);

    assertThat(partners.changes())
        .extracting(PartnerChange::author)
        .containsExactly(
            new Author.Operator("alice", "unknown", "127.0.0.1"),
            new Author.Operator("bob", "unknown", "127.0.0.1"),
            new Author.Operator("alice", "unknown", "127.0.0.1"),
            new Author.Operator("bob", "unknown", "127.0.0.1"));
  }

  @Test
  void an_operator_whose_line_is_removed_is_out_at_once_and_the_others_are_not() throws Exception {
    Files.writeString(tokenFile, "alice " + TOKEN + "\nbob " + OTHER + "\n");
    assertThat(ask(get("/admin/v1/partners"), OTHER).getStatus()).isEqualTo(200);
    Files.writeString(tokenFile, "alice " + TOKEN + "\n");
    assertThat(code(ask(get("/admin/v1/partners"), OTHER))).isEqualTo("401 invalid_key");
    assertThat(ask(get("/admin/v1/partners")).getStatus()).isEqualTo(200);
  }

  @Test
  void a_token_changes_without_a_gap_under_its_name() throws Exception {
    Files.writeString(tokenFile, "alice " + TOKEN + "\nalice " + OTHER + "\n");
    add("{\"partner_id\":\"acme\"}");
    ask(post("/admin/v1/partners/acme/suspend"), OTHER);
    assertThat(partners.changes())
        .extracting(PartnerChange::author)
        .hasSize(2)
        .containsOnly(new Author.Operator("alice", "unknown", "127.0.0.1"));
  }

  @Test
  void a_frozen_history_is_told_with_the_sequence_from_which_on_it_is() throws Exception {
    add("{\"partner_id\":\"acme\"}");
    history.append("acme", EventType.CREATED, "ord-1");
    JsonNode shown = json(ask(get("/admin/v1/partners/acme")));
    assertThat(shown.path("frozen").asBoolean(true)).isFalse();
    assertThat(shown.path("oldest_sequence").asLong()).isEqualTo(1);
    assertThat(shown.path("newest_sequence").asLong()).isEqualTo(1);
    assertThat(shown.path("epoch").asInt(-1)).isZero();
    assertThat(shown.has("frozen_from")).isFalse();

    history.freeze("acme", true);
    shown = json(ask(get("/admin/v1/partners/acme")));
    assertThat(shown.path("frozen").asBoolean()).isTrue();
    assertThat(shown.path("frozen_from").asLong()).isEqualTo(2);
  }

  @Test
  void an_unknown_partner_is_not_found() throws Exception {
    assertThat(code(ask(get("/admin/v1/partners/nobody")))).isEqualTo("404 not_found");
    assertThat(code(ask(post("/admin/v1/partners/nobody/suspend")))).isEqualTo("404 not_found");
    assertThat(code(ask(post("/admin/v1/partners/nobody/rotate-key")))).isEqualTo("404 not_found");
  }

  @Test
  void a_broker_that_is_away_is_said() throws Exception {
    partners.away(true);
    MockHttpServletResponse refused = add("{\"partner_id\":\"acme\"}");
    assertThat(code(refused)).isEqualTo("503 broker_unavailable");
    assertThat(refused.getHeader("Retry-After")).isEqualTo("2");
  }

  @Test
  void before_all_partners_are_known_none_is_added_or_said_to_be_missing() throws Exception {
    partners.complete(false);
    assertThat(code(add("{\"partner_id\":\"acme\"}"))).isEqualTo("503 broker_unavailable");
    assertThat(code(ask(post("/admin/v1/partners/acme/suspend"))))
        .isEqualTo("503 broker_unavailable");
    partners.complete(true);
    assertThat(partners.all()).isEmpty();
  }

  @Test
  void only_the_operators_token_opens() throws Exception {
    assertThat(code(server.perform(get("/admin/v1/partners")).andReturn().getResponse()))
        .isEqualTo("401 missing_key");
    assertThat(
            code(
                server
                    .perform(
                        get("/admin/v1/partners").header("Authorization", "Bearer " + TOKEN + "0"))
                    .andReturn()
                    .getResponse()))
        .isEqualTo("401 invalid_key");
    Files.delete(tokenFile);
    assertThat(code(ask(get("/admin/v1/partners")))).isEqualTo("401 invalid_key");
  }

  @Test
  void an_empty_token_file_opens_nothing() throws Exception {
    Files.writeString(tokenFile, "\n");
    assertThat(
            code(
                server
                    .perform(get("/admin/v1/partners").header("Authorization", "Bearer "))
                    .andReturn()
                    .getResponse()))
        .startsWith("401 ");
  }
}
