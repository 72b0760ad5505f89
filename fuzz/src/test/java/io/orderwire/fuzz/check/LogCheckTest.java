package io.orderwire.fuzz.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.fuzz.Knowns;
import io.orderwire.fuzz.make.Known;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCheckTest {
  private final Known known = Knowns.known();

  private List<String> found(String... lines) {
    return LogCheck.findings("adapter", List.of(lines), known).stream().map(Finding::kind).toList();
  }

  private static String line(String level, String message) {
    return "2026-11-24T06:00:00.000Z  " + level + " 1 --- [x] [t] c.C : " + message;
  }

  @Test
  void quiet_logs_are_fine() {
    assertThat(found(line("INFO", "Started"), line("WARN", "Kafka is slow"))).isEmpty();
  }

  @Test
  void errors_and_stack_traces_are_found_once_each() {
    String error = line("ERROR", "A request failed");
    String warning = line("WARN", "A record of 17 was odd");
    assertThat(
            found(
                error,
                "java.lang.IllegalStateException: x",
                "\tat a.b.C.d(C.java:1)",
                error,
                warning,
                "\tat a.b.C.d(C.java:1)",
                "\tat a.b.C.e(C.java:2)"))
        .containsExactly(
            "adapter logs an ERROR: A request failed",
            "adapter logs a stack trace: A request failed",
            "adapter logs a stack trace: A record of … was odd");
  }

  @Test
  void secrets_are_found() {
    assertThat(found(line("INFO", "called with " + known.caller().key())))
        .containsExactly("adapter logs <key of near>");
  }

  @Test
  void warnings_of_requests_are_found() {
    String log = "2026-11-24T06:00:00.000Z  WARN 1 --- [x] [t] %s : %s";
    assertThat(
            found(
                log.formatted("org.eclipse.jetty.http.HttpParser", "a"),
                log.formatted("o.e.j.h.s.i.HTTP2ServerConnection", "b"),
                log.formatted(".w.s.m.s.DefaultHandlerExceptionResolver", "c"),
                log.formatted("o.apache.kafka.clients.NetworkClient", "d"),
                log.formatted("i.o.delivery.webhook.delivery.Announcer", "e")))
        .containsExactly(
            "adapter warns of a request: a",
            "adapter warns of a request: b",
            "adapter warns of a request: c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "\u00c2\u009b2J"})
  void what_a_terminal_obeys_is_found(String sequence) {
    assertThat(found(line("INFO", "sent: " + sequence)))
        .containsExactly("adapter logs what a terminal obeys");
  }

  /** Of UTF-8, too, of which each byte is read as a character. */
  @Test
  void other_characters_are_fine() {
    assertThat(found(line("INFO", "\u00e2\u0080\u00a6 \u00c2\u00a0 \u00c3\u009f"))).isEmpty();
  }
}
