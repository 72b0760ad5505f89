package io.orderwire.fuzz.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.fuzz.Knowns;
import io.orderwire.fuzz.make.Known;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
