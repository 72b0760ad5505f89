package io.orderwire.fuzz.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.fuzz.Knowns;
import io.orderwire.fuzz.api.Api;
import io.orderwire.fuzz.api.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GeneratorTest {
  private static final int SHORT_RUN = 3_000;

  private final Known known = Knowns.known();
  private final List<Api> apis = Knowns.apis();
  private final Generator generator = new Generator(apis, 1, _ -> true);

  @Test
  void the_same_seed_sends_the_same_bytes() {
    Generator again = new Generator(Knowns.apis(), 1, _ -> true);
    Generator other = new Generator(Knowns.apis(), 2, _ -> true);
    int different = 0;
    for (long n = SHORT_RUN; n > 0; n--) {
      String bytes = generator.probe(n, known).bytes();
      assertThat(again.probe(n, known).bytes()).as("request %d", n).isEqualTo(bytes);
      different += other.probe(n, known).bytes().equals(bytes) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(SHORT_RUN * 9 / 10);
  }

  @Test
  void a_short_run_fuzzes_every_operation_every_parameter_and_every_member_of_a_body() {
    Set<String> operations = new TreeSet<>();
    Set<String> wrong = new TreeSet<>();
    for (long n = 0; n < SHORT_RUN; n++) {
      Probe probe = generator.probe(n, known);
      operations.add(probe.operation().name());
      if (!probe.changes().isEmpty()) {
        wrong.add(generator.target(n));
      }
    }
    Set<String> published = new TreeSet<>();
    for (Api api : apis) {
      api.operations().forEach(operation -> published.add(operation.name()));
    }
    assertThat(operations).isEqualTo(published).hasSizeGreaterThan(50);
    assertThat(wrong).containsAll(generator.named());
  }

  /** The generator's list of what there is, held against the documents as they are written. */
  @Test
  void what_it_knows_of_is_all_that_the_documents_name() {
    String named = String.join("\n", generator.named());
    for (Api api : apis) {
      for (String schema :
          List.of("NewEndpoint", "EndpointDefinition", "NewReplay", "NewPartner", "EventHead")) {
        for (String member :
            api.at("/components/schemas/" + schema + "/properties").propertyNames()) {
          assertThat(named).contains("json " + member);
        }
      }
      for (JsonNode path : api.at("/paths")) {
        for (JsonNode operation : path) {
          for (JsonNode given : operation.path("parameters")) {
            assertThat(named)
                .contains(
                    api.service().code()
                        + ":"
                        + operation.path("operationId").asString()
                        + " "
                        + api.resolved(given).path("in").asString()
                        + " "
                        + api.resolved(given).path("name").asString());
          }
        }
      }
    }
  }

  @Test
  void a_new_operation_is_fuzzed_without_more() {
    Generator small = new Generator(List.of(Knowns.small()), 1, _ -> true);
    assertThat(small.named())
        .contains(
            "partner:putTeapot path teapot_id",
            "partner:putTeapot query lid",
            "partner:putTeapot application/json leaves/*/kind",
            "partner:putTeapot application/json */labels/{}");
    for (long n = 0; n < 500; n++) {
      assertThat(small.probe(n, known).bytes()).isNotEmpty();
    }
  }

  @Test
  void an_unchanged_request_is_right() {
    for (long n = 0; n < SHORT_RUN; n++) {
      Probe probe = generator.probe(n, known, 0);
      assertThat(probe.changes()).isEmpty();
      assertThat(probe.manner()).isEqualTo(Probe.Manner.USUAL);
      assertThat(probe.bytes()).contains(" HTTP/1.1\r\nHost: 127.0.0.1:").doesNotContain("{teapot");
      assertThat(probe.target()).doesNotContain("{", " ");
      assertThat(probe.operation().matches(probe.path())).as(probe.target()).isTrue();
    }
  }

  @Test
  void nothing_of_the_victim_s_may_be_shown_and_nothing_is_done_in_its_name() {
    String key = known.victim().key();
    for (long n = 0; n < SHORT_RUN; n++) {
      Probe probe = generator.probe(n, known);
      assertThat(probe.mayShow()).doesNotContain(Knowns.VICTIMS_MARKER);
      assertThat(probe.bytes()).doesNotContain(key).doesNotContain("/partners/victim/");
    }
  }

  @Test
  void ids_of_the_victim_and_all_kinds_of_bad_bytes_are_sent() {
    Map<String, Integer> seen = new TreeMap<>();
    List<String> wanted =
        List.of(
            known.victim().items().getFirst(),
            known.victim().endpoints().getFirst(),
            "\\ud800",
            "\u00c0\u0080",
            "%00",
            "..%2F..",
            "Content-Encoding: gzip",
            "Transfer-Encoding: chunked",
            "1e400",
            "[[[[[[[[[[",
            "HTTP/1.0",
            "X-Injected",
            "Range: ",
            "If-Match: ",
            "Last-Event-ID: ");
    for (long n = 0; n < 20_000; n++) {
      String bytes = generator.probe(n, known).bytes();
      wanted.stream().filter(bytes::contains).forEach(one -> seen.merge(one, 1, Integer::sum));
    }
    assertThat(seen.keySet()).containsAll(wanted);
  }

  @Test
  void one_change_can_be_taken_alone() {
    for (long n = 0; n < SHORT_RUN; n++) {
      Probe all = generator.probe(n, known);
      if (all.changes().size() > 1) {
        Probe one = generator.probe(n, known, 1);
        assertThat(one.changes()).hasSize(1);
        assertThat(withoutLengths(all.changes())).containsAll(withoutLengths(one.changes()));
      }
    }
  }

  /** The length of a body depends on what else was changed. */
  private static List<String> withoutLengths(List<String> changes) {
    return changes.stream().map(change -> change.replaceAll("\\d+", "n")).toList();
  }

  @Test
  void only_what_is_wanted_is_fuzzed() {
    Generator one = new Generator(apis, 1, operation -> operation.id().equals("listEvents"));
    for (long n = 0; n < 200; n++) {
      assertThat(one.probe(n, known).operation()).extracting(Operation::id).isEqualTo("listEvents");
    }
    assertThatThrownBy(() -> new Generator(apis, 1, _ -> false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
